// host/libc/angles.cc: sin, cos, tan and their inverses, with 66 correct bits before rounding, and
// those hyperbolic functions that differ from glibc in the last digit.
//
// The errors of the compiler's libc are up to one unit in the last place, those of glibc up to
// 0.52. So one result in 35 differs in its last digit, and then prints, compares and hashes
// differently.
//
// Sine and cosine are computed in pairs of doubles, of which the second holds the rounding error of
// the first. The inverses improve musl's result by one step of Newton's method, which doubles its
// correct digits.

#include <cmath>
#include <initializer_list>

extern "C" {
// musl's, compiled under these names; __rem_pio2 is the libc's.
double musl_asin(double);
double musl_acos(double);
double musl_acosh(double);
double musl_atan(double);
double musl_atan2(double, double);
double musl_sinh(double);
/// Reduces the angle by a multiple of pi/2, into a pair. Returns the multiple, of which only the
/// last two bits are reliable.
int __rem_pio2(double angle, double* rest);
}

namespace {

/// hi + lo, where lo is less than half of hi's last place.
struct Pair {
  double hi, lo;
};

/// a + b without an error, where |a| >= |b|.
Pair sum_ordered(double a, double b) {
  const double sum = a + b;
  return {sum, b - (sum - a)};
}

Pair sum(double a, double b) {
  const double sum = a + b;
  const double other = sum - a;
  return {sum, (a - (sum - other)) + (b - other)};
}

/// a * b without an error, except for underflow.
Pair product(double a, double b) {
  constexpr double kSplit = 0x1p27 + 1;
  const double a_scaled = a * kSplit, b_scaled = b * kSplit;
  const double a_hi = a_scaled - (a_scaled - a), b_hi = b_scaled - (b_scaled - b);
  const double a_lo = a - a_hi, b_lo = b - b_hi;
  const double whole = a * b;
  return {whole, ((a_hi * b_hi - whole) + a_hi * b_lo + a_lo * b_hi) + a_lo * b_lo};
}

Pair operator+(Pair a, Pair b) {
  const Pair s = sum(a.hi, b.hi);
  return sum_ordered(s.hi, s.lo + a.lo + b.lo);
}

Pair operator-(Pair a) { return {-a.hi, -a.lo}; }

Pair operator*(Pair a, Pair b) {
  const Pair p = product(a.hi, b.hi);
  return sum_ordered(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

double value(Pair a) { return a.hi + a.lo; }

/// c[0] + x * (c[1] + ...), the last coefficient first.
double polynomial(double x, std::initializer_list<double> last_first) {
  double result = 0;
  for (const double coefficient : last_first) result = result * x + coefficient;
  return result;
}

// 1/3! and so on. The first ones need more digits than a double has.
constexpr Pair kOneSixth{0x1.5555555555555p-3, 0x1.5555555555555p-57};
constexpr Pair kOne120th{0x1.1111111111111p-7, 0x1.1111111111111p-63};
constexpr Pair kOne24th{0x1.5555555555555p-5, 0x1.5555555555555p-59};
constexpr Pair kOne720th{0x1.6c16c16c16c17p-10, -0x1.f49f49f49f49fp-65};

/// The sine of an angle of at most pi/4 and a bit.
Pair small_sine(Pair x) {
  const Pair square = x * x;
  const double rest =
      polynomial(square.hi, {1 / 51090942171709440000.0, -1 / 121645100408832000.0,
                             1 / 355687428096000.0, -1 / 1307674368000.0, 1 / 6227020800.0,
                             -1 / 39916800.0, 1 / 362880.0, -1 / 5040.0});
  const Pair inner = kOne120th + Pair{square.hi * rest, 0};
  return x + x * square * (-kOneSixth + square * inner);
}

Pair small_cosine(Pair x) {
  const Pair square = x * x;
  const double rest =
      polynomial(square.hi, {-1 / 1124000727777607680000.0, 1 / 2432902008176640000.0,
                             -1 / 6402373705728000.0, 1 / 20922789888000.0, -1 / 87178291200.0,
                             1 / 479001600.0, -1 / 3628800.0, 1 / 40320.0});
  const Pair inner = -kOne720th + Pair{square.hi * rest, 0};
  return Pair{1, 0} + square * (Pair{-0.5, 0} + square * (kOne24th + square * inner));
}

/// An angle as a number of quarters (pi/2) and a rest.
struct Reduced {
  Pair rest;
  int quarter;

  explicit Reduced(double angle) {
    if (std::fabs(angle) <= M_PI_4) {
      rest = {angle, 0};
      quarter = 0;
      return;
    }
    double parts[2];
    quarter = __rem_pio2(angle, parts) & 3;
    rest = sum_ordered(parts[0], parts[1]);
  }

  Pair sine() const { return at(quarter); }
  Pair cosine() const { return at(quarter + 1); }

 private:
  /// The sine of the rest plus that many quarters.
  Pair at(int quarters) const {
    const Pair result = quarters & 1 ? small_cosine(rest) : small_sine(rest);
    return quarters & 2 ? -result : result;
  }
};

// Below this, sin x, tan x and their inverses are x.
constexpr double kTiny = 0x1p-27;

Pair quotient(Pair a, Pair b) {
  const double first = a.hi / b.hi;
  const Pair left = a + -(b * Pair{first, 0});
  return sum_ordered(first, left.hi / b.hi);
}

/// The angle of (x, y), from musl's approximation.
double improved(double near, double y, double x) {
  const Reduced angle(near);
  const Pair sine = angle.sine(), cosine = angle.cosine();
  const Pair across = Pair{y, 0} * cosine + -(Pair{x, 0} * sine);
  const double along = x * cosine.hi + y * sine.hi;
  return near + value(across) / along;
}

}  // namespace

extern "C" {

double sin(double x) {
  if (!std::isfinite(x)) return x - x;
  return std::fabs(x) < kTiny ? x : value(Reduced(x).sine());
}

double cos(double x) {
  if (!std::isfinite(x)) return x - x;
  return value(Reduced(x).cosine());
}

double tan(double x) {
  if (!std::isfinite(x)) return x - x;
  if (std::fabs(x) < kTiny) return x;
  const Reduced angle(x);
  return value(quotient(angle.sine(), angle.cosine()));
}

double asin(double x) {
  const double near = musl_asin(x);
  if (!(std::fabs(x) < 1) || std::fabs(x) < kTiny) return near;
  const Reduced angle(near);
  return near + value(Pair{x, 0} + -angle.sine()) / angle.cosine().hi;
}

double acos(double x) {
  const double near = musl_acos(x);
  // Near 1 the cosine hardly depends on the angle; there musl uses the square root of 1 - x.
  if (!(std::fabs(x) < 1) || x > 1 - 0x1p-44) return near;
  const Reduced angle(near);
  return near + value(angle.cosine() + Pair{-x, 0}) / angle.sine().hi;
}

double atan(double x) {
  const double near = musl_atan(x);
  if (!(std::fabs(x) < 0x1p60) || std::fabs(x) < kTiny) return near;
  return improved(near, x, 1);
}

/// musl's returns numbers for some arguments below 1, where acosh is not defined.
double acosh(double x) { return x < 1 ? NAN : musl_acosh(x); }

/// From 22 on, exp(-x) is too small to matter, and exp() is more exact than musl's expm1().
double sinh(double x) {
  return std::fabs(x) >= 22 && std::fabs(x) < 709 ? std::copysign(0.5, x) * std::exp(std::fabs(x))
                                                  : musl_sinh(x);
}

double tanh(double x) {
  const double size = std::fabs(x);
  if (!(size < 22)) return std::isnan(x) ? x : std::copysign(1.0, x);
  if (size < kTiny) return x;
  const double power = std::expm1(size < 1 ? -2 * size : 2 * size);
  return std::copysign(size < 1 ? -power / (power + 2) : 1 - 2 / (power + 2), x);
}

double atan2(double y, double x) {
  const double near = musl_atan2(y, x);
  if (!std::isfinite(x) || !std::isfinite(y) || x == 0 || y == 0) return near;
  const int scale = std::ilogb(x);
  const int apart = std::ilogb(y) - scale;
  if (apart > 60 || (apart < -27 && x > 0) || apart < -60) return near;
  return improved(near, std::scalbn(y, -scale), std::scalbn(x, -scale));
}

}  // extern "C"
