"""Cases that are kept: each difference that was ever found, and the bad inputs of bad_input.py, bad_records.py,
bad_models.py and bad_arguments.py, calls with wrong arguments (calls.py), lone surrogates and objects that are asked (lone.py, tracing.py), and where
releases of upstream differ (probes/).

A found difference is a row of Python source: a name, a schema, and calls with `v`, its validator, or `s`, its serializer.
The row stays when the difference is gone.
"""

from __future__ import annotations

import collections
import copy
import datetime
import decimal
import enum
import fractions
import math
import pickle
import uuid
from typing import Callable, Iterator

import pydantic_core
from pydantic_core import SchemaSerializer, SchemaValidator, core_schema

from tests.differential import bad_arguments, bad_input, bad_models, bad_records, callbacks, calls, lone, pool, probes, tracing, url_rows
from tests.differential.bad_input import Row
from tests.differential.outcome import outcome

REF = {'type': 'definition-ref', 'schema_ref': 'a'}
LISTS = {'type': 'list', 'items_schema': {'type': 'list'}}
FOUND: list[tuple[str, str, list[str]]] = [
    # name, schema, calls
    (
        'an iterator that is used by what it iterates',
        "{'type': 'generator'}",
        [
            f'(lambda box: (box.append(s.to_python({use}(box[0]) for _ in [1])), next(box[0])))([])'
            for use in ('next', 'iter', 'repr', '(lambda self: self.index)')
        ],
    ),
    (
        'bounds of one word and of more in a repr',
        'None',
        [f"repr(SchemaValidator({{'type': 'int', 'le': {le}}}))" for le in (2**29, 2**30, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1)],
    ),
    (
        'fail_fast and keys, from strings',
        "{'type': 'dict', 'keys_schema': {'type': 'int'}, 'values_schema': {'type': 'tuple', 'items_schema': []}, 'fail_fast': True}",
        ["v.validate_strings({'-14': '[]', '2.5e-05': '[]'})", "v.validate_python({1: 1, 'x': 2})", 'v.validate_json(\'{"1": 1, "x": 2}\')'],
    ),
    ('an enum member that holds no number', "{'type': 'int', 'multiple_of': 1}", ['v.validate_python(Color.blue)', 'v.validate_python(Color.red)']),
    ('an enum member that holds no number, free', "{'type': 'int'}", ['v.validate_python(Color.blue)', 'v.validate_python(Color.green)']),
    (
        'what validators of extra values of a dataclass see',
        "{'type': 'dataclass-args', 'dataclass_name': 'D', 'fields': [{'type': 'dataclass-field', 'name': 'a', 'schema': {'type': 'int'}}], 'extra_behavior': 'allow', "
        "'extras_schema': {'type': 'function-plain', 'function': {'type': 'with-info', 'function': lambda value, info: repr(info.data)}}}",
        [
            'v.validate_json(\'{"x": 2, "a": 1, "y": 3}\')',
            'v.validate_json(\'{"x": 2, "a": null, "y": 3}\')',
            "v.validate_python({'x': 2, 'a': 1, 'y': 3})",
            "v.validate_python({'x': 2, 'a': 'no', 'y': 3})",
        ],
    ),
    (
        'a format that fails',
        "{'type': 'any', 'serialization': {'type': 'format', 'formatting_string': '0.1f'}}",
        ["s.to_json('4.86')", "s.to_python('4.86', mode='json')", "s.to_python('4.86')"],
    ),
    ('auto_collapse that is no bool', "{'type': 'union', 'choices': [{'type': 'int'}, {'type': 'str'}], 'auto_collapse': 2.5}", ["v.validate_python('x')"]),
    (
        'a default dict as a record',
        "{'type': 'model-fields', 'fields': {'a': {'type': 'model-field', 'schema': {'type': 'any'}}}}",
        ["v.validate_python(defaultdict(list))", "v.validate_python(defaultdict(list, a=1))"],
    ),
    (
        'a smart union of a function that catches',
        "{'type': 'union', 'choices': [{'type': 'function-wrap', 'schema': {'type': 'str'}, 'function': {'type': 'no-info', 'function': catch}}, "
        "{'type': 'list', 'items_schema': {'type': 'float'}}]}",
        ["v.validate_json('[8.4, 10]')", 'v.validate_python([8.4, 10])', 'v.validate_python([8.4])'],
    ),
    (
        'a default that never fits',
        "{'type': 'default', 'schema': {'type': 'str'}, 'validate_default': True, 'on_error': 'raise', 'default': 1}",
        ['v.get_default_value()', "v.validate_python('x')", 'v.validate_python(PydanticUndefined)'],
    ),
    (
        'a field that has no UTF-8 for a name, and no right schema',
        'None',
        [
            f'SchemaValidator({schema})'
            for of in ("{'type': 'x'}", '5', 'None')
            for schema in (
                f"{{'type': 'model-fields', 'fields': {{'a\\ud800': {{'type': 'model-field', 'schema': {of}}}}}}}",
                f"{{'type': 'typed-dict', 'fields': {{'a\\ud800': {{'type': 'typed-dict-field', 'schema': {of}}}}}}}",
                f"{{'type': 'dataclass-args', 'dataclass_name': 'D', 'fields': [{{'type': 'dataclass-field', 'name': 'a\\ud800', 'schema': {of}}}]}}",
            )
        ],
    ),
    *(
        (
            f'a str without UTF-8 as {kind}',
            f"{{'type': '{kind}'}}",
            [f'v.validate_python({value}, strict={strict})' for value in ('Strange.lone', "StrSub('a\\ud800')", "'a\\ud800'", "enum.Enum('Lone', {'a': 'a\\ud800'}, type=str).a") for strict in (False, True)] + ["v.validate_strings('a\\ud800')"],
        )
        for kind in ('url', 'multi-host-url', 'uuid', 'decimal', 'str', 'int', 'float', 'bool', 'bytes', 'date', 'time', 'datetime', 'timedelta', 'complex', 'json')
    ),
    (
        'where a UUID goes wrong',
        "{'type': 'uuid'}",
        [
            f'v.validate_python({text!r})'
            for text in (
                '{0296a012-2559-3 8c-8ae8-1d86636d4fba}',
                'urn:uuid:ca10b73n-0df6-34eb-a11b-c122ad173ec5',
                '{b9bf452a}f4c1-4d6c-82b6-99481726d292}',
                'urn:uuid:2e0953ae-a319n383c-a9e1-b6e6ac6cd7c1',
                '0296a012-2559-3 8c-8ae8-1d86636d4fba',
            )
        ],
    ),
    (
        'how far an iterator is read',
        "{'type': 'frozenset', 'items_schema': {'type': 'datetime'}, 'max_length': 0}",
        ["v.validate_python(iter(['2022-01-01', '01:02:03', 'x', 'y']))", "v.validate_python(counting(['2022-01-01', 1, 'x', 'y']))"],
    ),
    (
        'how far a union reads an iterator',
        "{'type': 'union', 'choices': [{'type': 'frozenset', 'items_schema': {'type': 'int'}, 'fail_fast': True}, "
        "{'type': 'list', 'items_schema': {'type': 'tuple', 'items_schema': [{'type': 'bool'}], 'strict': True}}]}",
        ["v.validate_python(iter([[0.0], [False], ['0'], ('yes',), [1.0]]))"],
    ),
    *(
        (
            f'digits of a decimal, {limits}',
            f"{{'type': 'decimal', {limits}}}",
            [
                f'v.validate_python({text!r})'
                for text in (
                    *('0', '0.00', '-0.0', '0E+3', '0E-9', '100', '1e2', '12.30', '1.2300e2', '99.95', '-1.05', '00012.5', '1e-7', '123456', '0.00001'),
                    *('1E+999999', '1e-999999', '1e999999999999999999', '-1e-999999999999999999', '1e10000000000000000000', 'NaN', 'inf', '1' * 40),
                    *('1.' + '0' * 40, '1.' + '1' * 40, '9' * 29 + '.5', '٣.٤', ' 1 ', '1_0', ''),
                )
            ],
        )
        for limits in (
            "'max_digits': 4",
            "'decimal_places': 2",
            "'max_digits': 4, 'decimal_places': 2",
            "'max_digits': 2, 'decimal_places': 4",
            "'max_digits': 0, 'decimal_places': 0",
            "'max_digits': 30, 'decimal_places': 10, 'multiple_of': '0.5', 'gt': -1",
        )
    ),
    (
        'numbers as decimals',
        "{'type': 'decimal', 'allow_inf_nan': True}",
        [
            *(f'v.validate_json({text!r})' for text in ('1.100000000000000000001', '1e400', '-1e400', '1e-400', '1e22', '-0.0', '5e-324', '123456789012345678901234567890.5', 'NaN', 'Infinity', '1' * 4000)),
            *(f'v.validate_python({value})' for value in ('0.1', '1e22', '2**200', 'True', "float('nan')", "float('-inf')", 'Fraction(1, 2)', '(0, (1, 2), -1)', "b'1'", '1j', 'IntSub(3)', "StrSub('4')")),
        ],
    ),
    (
        'bounds of a decimal that is no number',
        "{'type': 'decimal', 'allow_inf_nan': True, 'le': 5, 'multiple_of': 1}",
        ["v.validate_python('nan')", "v.validate_python('snan')", "v.validate_python('inf')", "v.validate_python('-inf')", "v.validate_python('1e40')"],
    ),
    ('a decimal that is divided by nothing', "{'type': 'decimal', 'multiple_of': 0}", ['v.validate_python(1)', 'v.validate_python(0)']),
    *(
        (f'a schema of decimals, {part}', f"{{'type': 'decimal', {part}}}", ['v.validate_python(1)'])
        for part in ("'le': 'x'", "'ge': []", "'gt': 1j", "'max_digits': -1", "'max_digits': 'a'", "'max_digits': 2**65", "'decimal_places': 1, 'allow_inf_nan': True", "'strict': 1")
    ),
    (
        'complex numbers',
        "{'type': 'complex'}",
        [
            *(f'v.validate_json({text!r})' for text in ('1', '1.5', '999999999999999999', '1000000000000000000', '"1+2j"', '" ( 1+2j ) "', '"1 + 2j"', '"infj"', 'true', 'null', '[1, 2]', '1e400')),
            *(f'v.validate_python({value})' for value in ("'1+2j'", "'x'", '2**53 + 1', 'True', 'IntSub(1)', '1.5', "Decimal('1')", "b'1'", "'\\ud800'")),
            *(f'v.validate_strings({value})' for value in ("'1+2j'", "'x'", '{}', "'\\ud800'")),
        ],
    ),
    (
        'members of an enum that are asked for',
        "{'type': 'enum', 'cls': Sought, 'members': list(Sought), 'missing': Sought._missing_}",
        [f'v.validate_python({value})' for value in ('1', "'one'", "'wrong'", "'none'", "'raise'", 'None', '2.0', "'\\ud800'", '2**70', '[]')]
        + [f'v.validate_json({text!r})' for text in ('1', '"one"', '"wrong"', '"none"', 'null', '2.0', '"x"', '1e30', '99999999999999999999')],
    ),
    (
        'an enum of ints that are none',
        "{'type': 'enum', 'cls': Number, 'members': list(Number), 'sub_type': 'int', 'cls_repr': 'N'}",
        [f'v.validate_python({value})' for value in ('1.0', '1.5', "'1'", "b'2'", '2**70', "'9' * 30", 'True', "Decimal('2')", 'Word.yes', 'IntSub(1)')]
        + ["v.validate_python(1, strict=True)", "v.validate_json('1', strict=True)", 'v.validate_json(\'"1"\', strict=True)', "v.validate_strings('1', strict=True)"],
    ),
    ('an enum of nothing', "{'type': 'enum', 'cls': Number, 'members': []}", ['v.validate_python(1)']),
    ('an enum of a strange type', "{'type': 'enum', 'cls': Number, 'members': list(Number), 'sub_type': 'bytes'}", ['v.validate_python(1)']),
    ('an enum of what has no value', "{'type': 'enum', 'cls': Number, 'members': [1]}", ['v.validate_python(1)']),
    (
        'tags that are not what they seem',
        "{'type': 'tagged-union', 'discriminator': 'tag', 'choices': {1: {'type': 'any'}, 'a': {'type': 'int'}, None: {'type': 'any'}, "
        "Word.yes: {'type': 'int'}, (1,): {'type': 'int'}}}",
        [f"v.validate_python({{'tag': {tag}}})" for tag in ('True', '1.0', "'1'", 'None', "StrSub('a')", "'yes'", 'Word.yes', '(1,)', '[1]', '2**70', "'\\ud800'", 'IntSub(1)')]
        + [f"v.validate_json('{{\"tag\": {tag}}}')" for tag in ('true', '1.0', '"1"', 'null', '"a"', '"yes"', '[1]', '99999999999999999999', '1, "tag": "a"')]
        + ["v.validate_strings({'tag': 'a'})", "v.validate_strings({'tag': '1'})", "v.validate_strings({'tag': {'tag': 'a'}})", "v.validate_strings('a')", 'v.validate_python(1)', "v.validate_json('1')"],
    ),
    *(
        (f'a discriminator {discriminator}', f"{{'type': 'tagged-union', 'discriminator': {discriminator}, 'choices': {{'a': {{'type': 'any'}}, 'b': {{'type': 'int'}}}}}}", ["v.validate_python({'tag': 'a'})", "v.validate_python({'tag': [{'x': 'b'}]})", "v.validate_python({'tag': 'a'}, from_attributes=False)", "v.validate_json('{\"tag\": [{\"x\": \"b\"}]}')", 's.to_python({\'tag\': \'a\'})', "s.to_python('a')"])
        for discriminator in ("'tag'", "['tag']", "[['x'], ['tag', -1, 'x']]", "['tag', 0, 'x']", '[]', '[[]]', '[1]', "['tag', 1.5]", '1', 'len', 'lambda value: None', 'lambda value: 1 // 0', 'catch')
    ),
    *(
        (f'lists that nobody asks for their name, {way}', 'None', [f"repr(SchemaValidator({schema}))" for schema in (inner, f"{{'type': 'function-wrap', 'schema': {inner}, 'function': {{'type': 'no-info', 'function': len}}}}")])
        for way, inner in {
            'arguments': "{'type': 'arguments', 'arguments_schema': [{'name': 'p', 'schema': LISTS}]}",
            'more arguments': "{'type': 'arguments', 'arguments_schema': [], 'var_args_schema': LISTS, 'var_kwargs_schema': LISTS}",
            'arguments-v3': "{'type': 'arguments-v3', 'arguments_schema': [{'name': 'p', 'schema': LISTS}, {'name': 'q', 'schema': LISTS, 'mode': 'var_args'}]}",
            'call': "{'type': 'call', 'function': len, 'arguments_schema': LISTS, 'return_schema': LISTS}",
        }.items()
    ),
    *(
        (
            f'arguments of strings that are no strings, {extra}',
            f"{{'type': 'arguments-v3', 'extra_behavior': '{extra}', 'arguments_schema': [{{'name': 'a', 'schema': {{'type': 'int'}}, 'alias': ['l', 0]}}]}}",
            [f'v.validate_strings({given})' for given in ("{'l': ['4']}", "{'l': ['x']}", "{'l': ['4'], 'x': ['1']}", "{'l': ['4'], 1: 'x'}", "{'l': {'0': '4'}}", '{}')],
        )
        for extra in ('allow', 'forbid', 'ignore')
    ),
    (
        'a tag where the dict makes one up',
        "{'type': 'tagged-union', 'discriminator': 'tag', 'choices': {'[]': {'type': 'dict'}, 'b': {'type': 'int'}}}",
        ['s.to_python(defaultdict(list))', "s.to_json(defaultdict(list, tag='[]'))"],
    ),
    (
        'JSON inside JSON',
        "{'type': 'json', 'schema': {'type': 'dict', 'values_schema': {'type': 'list', 'items_schema': {'type': 'int'}}}}",
        [
            *(f'v.validate_python({value})' for value in ("'{\"a\": [1, \"2\"]}'", "b'{\"a\": [1, \"x\", [2]]}'", "bytearray(b'{}')", "'{\"a\": [1'", "''", "'\\ud800'", "b'\\xff'", "'[1]'", 'None', "StrSub('{}')")),
            *(f'v.validate_python({value}, allow_partial=True)' for value in ("'{\"a\": [1, 2'", "'{\"a'", "'{\"a\": [\"x'")),
            'v.validate_json(\'"{\\\\"a\\\\": [1, null]}"\')',
            "v.validate_json('{}')",
            "v.validate_strings('{\"a\": [\"x\"]}')",
            'v.validate_strings({})',
        ],
    ),
    (
        'iterators of JSON',
        "{'type': 'generator', 'items_schema': {'type': 'json', 'schema': {'type': 'list', 'items_schema': {'type': 'float'}}}, 'min_length': 1, 'max_length': 2}",
        [f'v.validate_json({text!r})' for text in ('["[1]", "[2.5", "[3]"]', '"12"', '"é3"', '{"[1]": 2, "[1]": 3}', '[]', '""', '{}', '1', 'null', '[[1], {"a": "b"}, 123456789012345678901234567890]')]
        + ["v.validate_strings('12')", "v.validate_python(['[1]', 2, 3])", "v.validate_python('12')", 'v.validate_python(1)', 'v.validate_python({})'],
    ),
    (
        'iterators that are read while they are',
        "{'type': 'generator', 'items_schema': {'type': 'function-plain', 'function': {'type': 'no-info', 'function': lambda f: f()}}}",
        [f'again(v.validate_python, {use})' for use in ('next', 'repr', 'list', 'lambda it: it.index')],
    ),
    ('an iterator without items_schema', "{'type': 'generator', 'max_length': 1, 'min_length': 3}", ['v.validate_python([1, 2])', "v.validate_json('[1, {}]')", 'repr(v.validate_python([]))']),
    ('the missing sentinel', "{'type': 'missing-sentinel'}", ['v.validate_python(MISSING)', "v.validate_python('MISSING')", "v.validate_json('null')", "v.validate_strings('MISSING')", 's.to_python(MISSING)', 's.to_python(1)', 's.to_json(MISSING)']),
    (
        'a default that is always wrong',
        "{'type': 'default', 'schema': {'type': 'callable'}, 'validate_default': True, 'on_error': 'default', 'default': 1}",
        ['v.validate_python(5)', 'v.get_default_value()', 'v.validate_json("1")', 'v.isinstance_python(1)'],
    ),
    (
        'defaults that are always wrong, one in another',
        "{'type': 'default', 'validate_default': True, 'on_error': 'default', 'default': 1, 'schema': {'type': 'default', 'validate_default': True, "
        "'on_error': 'default', 'default': 2, 'schema': {'type': 'default', 'validate_default': True, 'on_error': 'default', 'default': 3, "
        "'schema': {'type': 'callable'}}}}",
        ['v.validate_python(5)', 'v.get_default_value()'],
    ),
    (
        'a default that wants the default',
        "{'type': 'default', 'validate_default': True, 'default': 1, 'schema': {'type': 'function-plain', "
        "'function': {'type': 'no-info', 'function': RESULTS['use_default']}}}",
        ['v.validate_python(5)', 'v.get_default_value()'],
    ),
    *(
        (
            f'a reference to itself, {way}',
            f"{{'type': 'definitions', 'schema': {{'type': 'definition-ref', 'schema_ref': 'a'}}, 'definitions': [{{**{schema!r}, 'ref': 'a'}}]}}",
            [
                'v.validate_python(1)',
                'v.validate_python({})',
                'v.validate_json("1")',
                "v.validate_strings('1')",
                'v.validate_strings({})',
                'v.get_default_value()',
                "v.validate_assignment({}, 'a', 1)",
                's.to_python(1)',
                's.to_json(1)',
                's.to_python({})',
            ],
        )
        for way, schema in {
            'directly': REF,
            'nullable': {'type': 'nullable', 'schema': REF},
            'in a union': {'type': 'union', 'choices': [REF, {'type': 'int'}]},
            'in a default': {'type': 'default', 'schema': REF, 'default': 1},
            'in a default that is validated': {'type': 'default', 'schema': REF, 'default': 1, 'validate_default': True, 'on_error': 'default'},
            'in a chain': {'type': 'chain', 'steps': [REF, {'type': 'int'}]},
            'in a lax-or-strict': {'type': 'lax-or-strict', 'lax_schema': REF, 'strict_schema': {'type': 'int'}},
            'in a custom-error': {'type': 'custom-error', 'schema': REF, 'custom_error_type': 'mine', 'custom_error_message': 'no'},
            'in a dict': {'type': 'dict', 'values_schema': REF},
            'in a list': {'type': 'list', 'items_schema': REF},
        }.items()
    ),
    (
        'strings inside themselves',
        "{'type': 'definitions', 'schema': {'type': 'definition-ref', 'schema_ref': 'a'}, 'definitions': [{'type': 'dict', "
        "'values_schema': {'type': 'definition-ref', 'schema_ref': 'a'}, 'ref': 'a'}]}",
        ['v.validate_strings(looped({}))', 'v.validate_strings(looped({"b": "x"}))', 'v.validate_python(looped({}))', "v.validate_strings({'a': {'a': {}}})"],
    ),
    (
        'a model of strings inside itself',
        "{'type': 'definitions', 'schema': {'type': 'definition-ref', 'schema_ref': 'a'}, 'definitions': [{'type': 'model-fields', 'fields': {'a': "
        "{'type': 'model-field', 'schema': {'type': 'default', 'default': 1, 'schema': {'type': 'definition-ref', 'schema_ref': 'a'}}}}, 'ref': 'a'}]}",
        ['v.validate_strings(looped({}))', 'v.validate_python(looped({}))', 'v.validate_python(nested(300))', 'v.validate_strings(nested(300))'],
    ),
    (
        'keys of extra fields that are no strings',
        "{'type': 'model-fields', 'fields': {}, 'extra_behavior': 'allow', 'extras_keys_schema': {'type': 'int'}}",
        ["v.validate_python({'1': 2})", "v.validate_json('{\"1\": 2}')", "v.validate_strings({'1': '2'})", "v.validate_python({'x': 2})"],
    ),
    (
        'sets that say for themselves what is in them',
        "{'type': 'list', 'items_schema': {'type': 'int'}}",
        ['v.validate_python(IterSet([1]))', 'v.validate_python(IterSet([1]), strict=True)', 'v.validate_python(frozenset([1]))'],
    ),
    (
        'a set that says for itself what is in it',
        "{'type': 'set', 'items_schema': {'type': 'int'}}",
        ['v.validate_python(IterSet([1]))', 'v.validate_python(IterSet([1]), strict=True)'],
    ),
    (
        'an iterator that fails when it is read ahead',
        "{'type': 'list', 'items_schema': {'type': 'int'}, 'fail_fast': True}",
        ['v.validate_python(breaking([1, 2]))', "v.validate_python(breaking(['x']))", "v.validate_python(breaking(['x']), allow_partial=True)"],
    ),
    (
        'a failed match is no match in a smart union',
        "{'type': 'union', 'choices': [{'type': 'default', 'schema': {'type': 'int'}, 'on_error': 'default', 'default': 7}, {'type': 'str'}]}",
        ["v.validate_python('x')", "v.validate_json('\"x\"')", "v.validate_strings('x')", "v.validate_python([1])", 'v.validate_json("[1]")'],
    ),
    (
        'an omitted choice of a union',
        "{'type': 'set', 'items_schema': {'type': 'union', 'mode': 'left_to_right', 'choices': [{'type': 'callable'}, "
        "{'type': 'function-plain', 'function': {'type': 'no-info', 'function': RESULTS['omit']}}]}}",
        ['v.validate_python([None])', 'v.validate_json("[1]")'],
    ),
    (
        'an omitted choice of a smart union',
        "{'type': 'list', 'items_schema': {'type': 'union', 'choices': [{'type': 'callable'}, "
        "{'type': 'function-plain', 'function': {'type': 'no-info', 'function': RESULTS['omit']}}]}}",
        ['v.validate_python([None])', 'v.validate_json("[1]")'],
    ),
    (
        'an error before the wish for a default',
        "{'type': 'default', 'default': 7, 'schema': {'type': 'tuple', 'items_schema': [{'type': 'int'}, "
        "{'type': 'function-plain', 'function': {'type': 'no-info', 'function': RESULTS['use_default']}}]}}",
        ["v.validate_python(('x', 1))", 'v.validate_python((1, 1))', "v.validate_json('[\"x\", 1]')"],
    ),
    (
        'a default that is wrong stands alone in a tuple',
        "{'type': 'tuple', 'items_schema': [{'type': 'int'}, {'type': 'default', 'schema': {'type': 'int'}, 'default': 'y', 'validate_default': True}]}",
        ["v.validate_python(('x',))", 'v.validate_python((1,))', "v.validate_json('[\"x\"]')"],
    ),
    *(
        (
            f'a tuple with a tail, variadic at {at}',
            f"{{'type': 'tuple', 'items_schema': [{{'type': 'int'}}, {{'type': 'str'}}, {{'type': 'int', 'ge': 100}}], 'variadic_item_index': {at}, "
            f"'min_length': 2, 'max_length': 4, 'fail_fast': {fast}}}",
            [
                *(f'v.validate_python({value})' for value in ([], [1], [1, 2], ['x', 'x', 'x'], [1, 'a', 'b', 3], [1, 'a', 'b', 'c', 300], [1, 2, 3, 'x', 'y'])),
                *(f'v.validate_python(breaking({value}))' for value in ([], [1], [1, 'a'], [1, 'a', 'b'], ['x', 1, 2, 3], [1, 'a', 'b', 'c', 'd', 'e'])),
                *(f"v.validate_json('{value}')" for value in ('[]', '[1]', '["x", 1, 2, 3]', '[1, "a", 300]', '[1, "a", "b", "c", "d"]')),
            ],
        )
        for at in (0, 1, 2)
        for fast in (True, False)
    ),
    (
        'floats as text',
        "{'type': 'str', 'coerce_numbers_to_str': True}",
        [f"v.validate_json('{number}')" for number in ('9.223372036854775e+18', '1.5', '-0.0', '1e22', '1e-7', '123456.789e3', '5e-324', '1.7976931348623157e308', '0.1', 'NaN', '-Infinity')],
    ),
    ('a version of UUID', 'None', [f"SchemaValidator({{'type': 'uuid', 'version': {version}}})" for version in (-1, 0, 2, 9, 255, 256, 2**70, "'1'", 1.5)]),
    ('a negative index', 'None', ["SchemaSerializer({'type': 'list', 'serialization': {'type': 'include-exclude-sequence', 'exclude': {-1}}})"]),
    *(
        ('what a known error looks like', 'None', [f"repr(SchemaValidator({{'type': 'custom-error', 'schema': {{'type': 'any'}}, 'custom_error_type': {known}}}))"])
        for known in (
            "'greater_than', 'custom_error_context': {'gt': 3}",
            "'greater_than', 'custom_error_context': {'gt': 3.5e20}",
            "'less_than', 'custom_error_context': {'lt': 'x'}",
            "'too_long', 'custom_error_context': {'field_type': 'a', 'max_length': 3, 'actual_length': None}",
            "'too_long', 'custom_error_context': {'field_type': 'a', 'max_length': 3, 'actual_length': 4}",
            "'missing'",
            "'enum', 'custom_error_context': {'expected': 'a'}",
            "'uuid_version', 'custom_error_context': {'expected_version': 3}",
            "'timezone_offset', 'custom_error_context': {'tz_expected': 1, 'tz_actual': -2}",
            "'value_error', 'custom_error_context': {'error': ValueError('x')}",
            "'date_from_datetime_inexact'",
        )
    ),
    *(
        ('when a list has a name', 'None', [f'repr(SchemaValidator({schema}))'])
        for schema in (
            "{'type': 'model-fields', 'fields': {'a': {'type': 'model-field', 'schema': {'type': 'list', 'items_schema': {'type': 'list'}}}}}",
            "{'type': 'list', 'items_schema': {'type': 'list', 'items_schema': {'type': 'list'}}}",
            "{'type': 'list', 'items_schema': {'type': 'list'}}, {'title': 'x'}",
            "{'type': 'function-wrap', 'schema': {'type': 'nullable', 'schema': {'type': 'list'}}, 'function': {'type': 'no-info', 'function': catch}}",
            "{'type': 'float', 'gt': 1e20, 'lt': 1e-7, 'ge': -0.5, 'le': 1e16}",
        )
    ),
    *(
        (
            f'a {kind} that fails in a smart union',
            "{'type': 'union', 'choices': [{'type': 'float'}, {'type': 'function-wrap', 'function': {'type': 'no-info', 'function': catch}, "
            f"'schema': {{'type': '{kind}'}}}}]}}",
            ['v.validate_python(-9223372036854775809)', "v.validate_json('-9223372036854775809')", "v.validate_strings('-9223372036854775809')"],
        )
        for kind in ('date', 'datetime', 'time', 'timedelta', 'int', 'str', 'bool', 'bytes', 'uuid', 'none', 'callable')
    ),
    ('an option of from_json', 'None', ["from_json('1', cache_strings='x')", "from_json('1', allow_partial='x')", "from_json('1', cache_strings=5)"]),
    ('a setting that is wrong', 'None', ["SchemaValidator({'type': 'int'}, {'cache_strings': 'x'})", "SchemaValidator({'type': 'int'}, {'cache_strings': 5})"]),
]


class Sought(enum.Enum):
    """Knows its members by more than their values."""

    one = 1
    none = None

    @classmethod
    def _missing_(cls, value: object) -> object:
        if value == 'raise':
            raise ZeroDivisionError
        return {'one': cls.one, 'wrong': 'no member'}.get(value) if isinstance(value, str) else None


def again(validate: Callable, use: Callable) -> object:
    """What `use` of an iterator comes to while the iterator validates an item."""
    iterator = validate([lambda: use(iterator)])
    return next(iterator)


def catch(value: object, handler: Callable) -> object:
    """A wrap function that makes a failure its own result."""
    try:
        return handler(value)
    except pydantic_core.ValidationError:
        return 'caught'


class IterSet(set):
    """A set with another thought of what is in it."""

    def __iter__(self):
        return iter([7, 8])


def looped(value: dict) -> dict:
    """A dict inside itself."""
    value['a'] = value
    return value


def nested(depth: int) -> dict:
    value: dict = {}
    for _ in range(depth):
        value = {'a': value}
    return value


NAMES = {
    name: value
    for module in (collections, datetime, decimal, enum, math, uuid, pydantic_core, pool, callbacks)
    for name, value in vars(module).items()
    if not name.startswith('_')
} | {
    **{'core_schema': core_schema, 'LISTS': LISTS, 'Fraction': fractions.Fraction, 'copy': copy, 'pickle': pickle, 'Sought': Sought},
    **{f.__name__: f for f in (again, catch, looped, nested, IterSet)},
}


def found() -> Iterator[Row]:
    for name, schema, calls in [*FOUND, *url_rows.rows()]:
        for call in calls:
            yield Row(f'{name}: {call}', _source(schema, call))


def _source(schema: str, call: str) -> Callable[[], object]:
    def run() -> object:
        names = dict(NAMES)
        built = eval(schema, names)
        if built is not None:
            names['v'] = SchemaValidator(built) if 'v.' in call else None
            names['s'] = SchemaSerializer(built) if 's.' in call else None
        return eval(call, names)

    return run


def run(first: int) -> Iterator[tuple[str, str]]:
    """The names and outcomes of all rows from that one on; the name alone first, so that a crash can be blamed."""
    rows = [*found(), *bad_input.rows(), *bad_records.rows(), *bad_models.rows(), *bad_arguments.rows(), *lone.rows(), *tracing.rows(), *calls.rows(), *probes.rows()]
    for row in rows[first:]:
        yield f'start {row.name}', ''
        yield row.name, outcome(row.call, callbacks.TRACE)
