/**
 * Probability that a Student t variable lies between -t and t.
 *
 * With the angle a = atan(t / sqrt(n)) it is, for n even,
 *   sin a (1 + 1/2 cos² a + (1·3)/(2·4) cos⁴ a + ... up to cos^(n-2) a), and for n odd
 *   2/π (a + sin a (cos a + 2/3 cos³ a + (2·4)/(3·5) cos⁵ a + ... up to cos^(n-2) a)), the sum empty for n = 1.
 * Abramowitz and Stegun, 26.7.3 and 26.7.4.
 *
 * @param degrees degrees of freedom n, a whole number of at least 1
 */
export function studentTWithin(t: number, degrees: number): number {
  const angle = Math.atan(t / Math.sqrt(degrees));
  const squaredCosine = degrees / (degrees + t * t);
  const odd = degrees % 2 === 1;
  let term = odd ? Math.sqrt(squaredCosine) : 1;
  let sum = 0;
  for (let k = odd ? 1 : 0; k <= degrees - 2; k += 2) {
    sum += term;
    term *= (squaredCosine * (k + 1)) / (k + 2);
  }
  return odd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}

/**
 * The point below which a Student t variable lies with probability p: tan(π (p - 1/2)) for one degree of freedom, the
 * normal quantile for many.
 *
 * @param p between 0 and 1, exclusive
 * @param degrees degrees of freedom, a whole number of at least 1
 */
export function studentTQuantile(p: number, degrees: number): number {
  if (!(p > 0 && p < 1) || !Number.isInteger(degrees) || degrees < 1) {
    throw new RangeError(`no quantile ${p} of a t distribution with ${degrees} degrees of freedom`);
  }
  const within = Math.abs(2 * p - 1);
  let high = 1;
  while (studentTWithin(high, degrees) < within && high < 1e300) high *= 2;
  let low = 0;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    if (studentTWithin(middle, degrees) < within) low = middle;
    else high = middle;
  }
  return p < 0.5 ? -high : p === 0.5 ? 0 : high;
}
