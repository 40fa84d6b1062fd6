// base/edition.h: which release of upstream this build stands for, and how code and tables say what
// differs between them.
//
// One edition is built at a time. CMake reads off upstream's source distribution which one it is,
// and defines PC_EDITION and PC_UPSTREAM_VERSION. A row of a .def table says in which editions it
// is (`from_2_50`), a value that differs has one of each (`by_edition`), and what code does
// differently is a feature with a name of its own, at the end of this file. Nothing else in the
// source compares editions.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <type_traits>

namespace pydantic_core {

/// The releases of upstream that can be built, oldest first.
enum class Edition : uint8_t { v2_41, v2_50 };

inline constexpr Edition kOldestEdition = Edition::v2_41;
inline constexpr Edition kNewestEdition = Edition::v2_50;
/// The one that this build stands for.
inline constexpr Edition kEdition = Edition::PC_EDITION;
/// Upstream's version in full, which pydantic compares with its own requirement.
inline constexpr const char* kUpstreamVersion = PC_UPSTREAM_VERSION;

/// A span of editions; by default all of them.
struct Editions {
  Edition first = kOldestEdition;
  Edition last = kNewestEdition;

  constexpr bool has(Edition edition) const { return first <= edition && edition <= last; }
  constexpr bool has_this() const { return has(kEdition); }
};

inline constexpr Editions up_to_2_41{kOldestEdition, Edition::v2_41};
inline constexpr Editions from_2_50{Edition::v2_50, kNewestEdition};

/// The value for this edition, out of one value for each edition, oldest first. The last value
/// also holds for all later editions.
template <class T, size_t count>
consteval T by_edition(const T (&values)[count]) {
  static_assert(count <= static_cast<size_t>(kNewestEdition) + 1, "more values than editions");
  return values[std::min(static_cast<size_t>(kEdition), count - 1)];
}

/// How many of these rows (with a member `editions`) this edition has.
template <class Row, size_t count>
consteval size_t count_in_edition(const Row (&rows)[count]) {
  return static_cast<size_t>(
      std::count_if(rows, rows + count, [](const Row& row) { return row.editions.has_this(); }));
}

/// The rows that this edition has, in their order. `kRows` is an array of rows with a member
/// `editions`; nothing that only the others refer to is linked in.
template <const auto& kRows>
consteval auto rows_in_edition() {
  std::array<std::remove_cvref_t<decltype(kRows[0])>, count_in_edition(kRows)> kept{};
  std::copy_if(std::begin(kRows), std::end(kRows), kept.begin(),
               [](const auto& row) { return row.editions.has_this(); });
  return kept;
}

/// The docstring of attributes of our classes.
inline constexpr const char* kAttributeDoc = by_edition<const char*>({"", nullptr});

// The features: what code does in some editions alone.

/// The TypeError for a value of the wrong class names the one that was wanted as Python does.
inline constexpr bool kErrorsNamePythonClasses = from_2_50.has_this();
/// An argument of the wrong type is named in a note of the exception, not in front of its text.
inline constexpr bool kNotesNameArguments = from_2_50.has_this();
/// repr() shows a look-up as a list of paths, and of each key in them only its text.
inline constexpr bool kLookupsShowPathsAlone = from_2_50.has_this();
/// Whether a class's own validator or serializer may stand for its schema is an argument of the
/// constructors, and counts for the outermost schema as well. Pickles say that it may not.
inline constexpr bool kPrebuiltIsAnArgument = from_2_50.has_this();

// Reading fields and arguments.

/// A call that looks for neither names nor aliases is a ValueError as soon as a record is entered,
/// not a SchemaError when something is looked for.
inline constexpr bool kChecksLookupModesFirst = from_2_50.has_this();
/// The error for a malformed alias lists the forms that an alias can have, each with the reason why
/// this alias is not of that form.
inline constexpr bool kAliasErrorsListForms = from_2_50.has_this();
/// In the plain form of arguments, only a parameter that can be given by name has an alias. In both
/// forms, the names of parameters must have UTF-8.
inline constexpr bool kAliasesAreForKeywords = from_2_50.has_this();
/// Names and aliases of a subclass of str keep their class in these places: in locations; in the
/// keys that dicts get by an assignment; in serialized keys (aliases, and names of dataclass
/// fields); in the keys of a model with extra values after an assignment.
inline constexpr bool kNamesKeepTheirClass = from_2_50.has_this();
/// A field without a value and without a default counts as a wrong one for the default factories
/// after it.
inline constexpr bool kMissingFieldsAreErrors = from_2_50.has_this();
/// PydanticUseDefault from a model's field asks for the default of the field.
inline constexpr bool kModelFieldsUseDefaults = from_2_50.has_this();
/// Typed dicts and dataclasses ignore an extra key that is the name of a field.
inline constexpr bool kFieldNamesAreNoExtras = from_2_50.has_this();
/// Validators of a model's extra values see its fields, and in JSON a key that comes again counts
/// once.
inline constexpr bool kModelExtrasFollowFields = from_2_50.has_this();
/// A typed dict's field that cannot be read is skipped also as the last one of incomplete input.
inline constexpr bool kSkipsUnreadableLastField = from_2_50.has_this();
/// A key whose value a model's field cannot read is none of its extra keys.
inline constexpr bool kUnreadableModelFieldsUseKeys = from_2_50.has_this();
/// The value of a wrong extra key is validated all the same, so that its errors are reported too.
/// The TypeError for an extra key that is no str says that it is an extra key.
inline constexpr bool kExtraKeysStandAlone = from_2_50.has_this();
/// A dict of strings is keyword arguments, for an __init__ and for **kwargs.
inline constexpr bool kStringsAreKeywords = from_2_50.has_this();

// Other validation.

/// Nesting that is too deep is an error of its own, not a cycle. Dicts of strings are guarded
/// against cycles in the same way as objects.
inline constexpr bool kDepthIsNoCycle = from_2_50.has_this();
/// max_length of a dict is compared after each pair, as it is for later kinds.
inline constexpr bool kDictsStopAtMost = from_2_50.has_this();
/// max_length of a generator counts items that have no schema, too.
inline constexpr bool kGeneratorsLimitAnyItems = from_2_50.has_this();
/// Generators and handlers of wrap functions keep by_alias and by_name of the call.
inline constexpr bool kHandlersKeepLookupModes = from_2_50.has_this();
/// A smart union whose choice omits the value tries the others.
inline constexpr bool kSmartUnionsGoOnAfterOmit = from_2_50.has_this();
/// A default is validated by the inner schema only, so an error in it does not ask for the default
/// again.
inline constexpr bool kInnerValidatesDefaults = from_2_50.has_this();
/// missing-sentinel may have a schema for what is not MISSING.
inline constexpr bool kMissingSentinelWraps = from_2_50.has_this();
/// A class's own validator may stand behind `__pydantic_schema_validator__` of a wrapper.
inline constexpr bool kPrebuiltMayBeWrapped = from_2_50.has_this();
/// repr() of models shows how keys of JSON are matched to fields.
inline constexpr bool kModelsShowLookup = from_2_50.has_this();
/// A tuple or JSON array of three, (sign, digits, exponent), is a number for Decimal in lax mode.
inline constexpr bool kDecimalsFromTriples = from_2_50.has_this();
/// Trailing zeros of a Decimal are not counted, whatever the context. Else they are what its
/// normalize() takes off, which rounds to the context's precision.
inline constexpr bool kDigitsIgnoreContext = from_2_50.has_this();
/// A Decimal is no multiple if the context cannot compute the quotient. Else the call raises the
/// exception of the context.
inline constexpr bool kUncomputableIsNoMultiple = from_2_50.has_this();
/// `multiple_of` of a number must be finite and greater than 0.
inline constexpr bool kMultiplesArePositive = from_2_50.has_this();
/// In lax mode, complex numbers are made of everything that complex() accepts. The call can choose
/// the mode, as well as the schema.
inline constexpr bool kComplexTakesNumbers = from_2_50.has_this();
/// The text of a complex number shows the sign of a zero, and has one before nan.
inline constexpr bool kComplexShowsSignBit = from_2_50.has_this();
/// timedelta has the constraint `multiple_of`.
inline constexpr bool kDurationsHaveMultiples = from_2_50.has_this();
/// Days of a duration beyond 32 bits are too many. Else their remainder is taken.
inline constexpr bool kDurationsAreChecked = from_2_50.has_this();
/// A decimal timestamp below zero keeps its value, and its unit is inferred once. Else the fraction
/// is added to the next lower whole number (-1.25 becomes -2 + 0.25), and the unit is inferred
/// again from that whole number.
inline constexpr bool kTimestampsKeepValue = from_2_50.has_this();
/// A decimal timestamp in text is read as the float of that text, in the schema's unit. Integers in
/// text are read exactly, or refused.
inline constexpr bool kTimestampTextIsFloat = from_2_50.has_this();
/// The limit on integers in text (4,300) counts digits only. Else a sign counts as well.
inline constexpr bool kIntLimitIsOfDigits = from_2_50.has_this();
/// Integers of JSON are machine integers where they fit 64 bits. Else those of 19 digits are big.
inline constexpr bool kJsonIntsFill64Bits = from_2_50.has_this();
/// str has the setting `ascii_only`.
inline constexpr bool kStrHasAsciiOnly = from_2_50.has_this();
/// In each input mode, the Enum class is called with an input that is no value of its members. If
/// it raises anything but ValueError, validation raises that too. `missing` is not used.
inline constexpr bool kEnumClassDecides = from_2_50.has_this();
/// Whether a Fraction is a whole number is seen in its as_integer_ratio().
inline constexpr bool kFractionsGiveRatio = from_2_50.has_this();
/// The error about a UUID's text describes it as it was read: a text in braces without its braces,
/// for example, and only the lowest eight bits of each character.
inline constexpr bool kUuidsExplainedAsRead = from_2_50.has_this();
/// What is wrong with the last symbol of base64 is shown in bits.
inline constexpr bool kBase64ShowsBits = from_2_50.has_this();
/// A float in JSON has a plus sign before a positive exponent.
inline constexpr bool kJsonExponentsHaveSign = from_2_50.has_this();
/// The constructor of TzInfo, copies and pickles give the one TzInfo of UTC.
inline constexpr bool kUtcIsOne = from_2_50.has_this();
/// A datetime as a number is the moment that it stands for. Else its offset plays no part.
inline constexpr bool kTimestampsSubtractOffset = from_2_50.has_this();
/// What is inferred has a mode for durations and one for other temporal values. Else one for both.
inline constexpr bool kDurationModeIsApart = from_2_50.has_this();
/// URLs are compared by the text that they show. Else by the text with its path.
inline constexpr bool kUrlsCompareAsShown = from_2_50.has_this();
/// None stands for a part of a host that MultiHostUrl.build() is not given.
inline constexpr bool kHostPartsMayBeNone = from_2_50.has_this();
/// The hosts before the last one are read behind "scheme://". Else behind what stood there.
inline constexpr bool kHostsHaveOwnPrefix = from_2_50.has_this();
/// A drive letter in a file URL is a segment of the path where a slash ends it. Else always.
inline constexpr bool kDriveLettersAreSegments = from_2_50.has_this();
/// Schemes are shown as repr() shows them.
inline constexpr bool kSchemesShowRepr = from_2_50.has_this();
/// An error that a serializer raises about a value also has the parts that it was made from in its
/// `args`.
inline constexpr bool kRaisedErrorsHaveArgs = up_to_2_41.has_this();
/// The error of a union inside a union keeps the errors of its choices, and makes its text from
/// them only when somebody asks for it.
inline constexpr bool kUnionsComplainLazily = from_2_50.has_this();
/// The name of a field in an unexpected value may be without UTF-8.
inline constexpr bool kFieldNamesMayBeAnyText = from_2_50.has_this();
/// Errors of ours are pickled with what they were made from, and their attributes.
inline constexpr bool kErrorsPickleParts = from_2_50.has_this();

// Serialization.

/// An instance of a subclass may be serialized by its own serializer where the schema is that of
/// its base, if the model or the call says so (polymorphic_serialization).
inline constexpr bool kPolymorphicSerialization = from_2_50.has_this();
/// What stands under `serialization` is a core schema like any other.
inline constexpr bool kSerializationIsAnySchema = from_2_50.has_this();
/// A computed field may be left out for its value's sake (serialization_exclude_if).
inline constexpr bool kComputedFieldsAskExclusion = from_2_50.has_this();
/// The field of a key is looked for before anything leaves it out, so that unions count those that
/// are left out as well.
inline constexpr bool kFieldsAreFoundFirst = from_2_50.has_this();
/// What exclude_unset leaves out is MISSING for functions that stand for the fields.
inline constexpr bool kUnsetFieldsAreMissing = from_2_50.has_this();
/// The schema of extras holds for JSON as well, and their keys must be str.
inline constexpr bool kExtrasKeepTheirSchema = from_2_50.has_this();
/// A tuple that is shorter than its schema gives a warning.
inline constexpr bool kShortTuplesWarn = from_2_50.has_this();
/// The tag of a tagged union is looked up as it is, not as its text. If the choice that it names
/// refuses the value, no other choice is tried. A single choice needs no tag.
inline constexpr bool kTagsDecide = from_2_50.has_this();
/// A union inside a union tries its choices once, as strictly as the outer one does.
inline constexpr bool kInnerUnionsTryOnce = from_2_50.has_this();
/// Where a function is not used, include and exclude are for what is used in its place.
inline constexpr bool kUnusedFunctionsKeepFilters = from_2_50.has_this();
/// The info object of a field's function has the right exclude_computed_fields. Else it has the
/// value of exclude_none there.
inline constexpr bool kFieldInfoIsRight = from_2_50.has_this();
/// A UnicodeDecodeError is about all bytes of the sequence that is not UTF-8. Else about its first.
inline constexpr bool kDecodeErrorsCoverSequence = from_2_50.has_this();
/// Inference serializes the keys of dicts in Python mode as well.
inline constexpr bool kKeysAreInferred = from_2_50.has_this();
/// Where inference uses the serializer of a value's class, the warnings of that serializer are
/// kept.
inline constexpr bool kOwnSerializersWarn = from_2_50.has_this();
/// A class's stand-in for its serializer is asked to make the real one.
inline constexpr bool kStandInsAreRebuilt = from_2_50.has_this();
/// The error about a key that is no field shows str(key) if the key is of a subclass of str.
inline constexpr bool kUnexpectedKeysShowStr = up_to_2_41.has_this();
/// A key is asked for its hash even where nothing is filtered.
inline constexpr bool kKeysAreAlwaysHashed = up_to_2_41.has_this();
/// include and exclude of a sequence are read once, by the length that it has at first.
inline constexpr bool kIndicesAreReadOnce = from_2_50.has_this();
/// What a wrap function's handler takes as index_key must be an int or a str.
inline constexpr bool kIndexKeysAreChecked = from_2_50.has_this();
/// repr() shows the tables of fields and choices, and no names twice.
inline constexpr bool kSerializersShowTables = from_2_50.has_this();

}  // namespace pydantic_core
