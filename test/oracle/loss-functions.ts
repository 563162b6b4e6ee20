/** The nine loss functions a topic may name: truth y, prediction v, difference d = v - y. */
import type { Big, Input } from './numbers.ts';
import { big, decimal, half, one, pi, smaller, sum, zero } from './numbers.ts';

export interface LossOptions {
  /** huber: where the parabola turns into a line; 1 */
  delta?: Input;
  /** ztae, zptae, czar: standard deviation of the truth, > 0 */
  std?: Input;
  /** ztae, zptae, czar: mean of the truth; 0 */
  mean?: Input;
  /** zptae .25; czar .01 */
  alpha?: Input;
  /** czar: size of the error that measures indifference; 1 */
  epsilon?: Input;
  /** czar: smoothness of the clipping of m; .05 */
  tau?: Input;
}

/**
 * Loss by name.
 *
 * @returns the loss; null if it is infinite
 * @throws on an unknown name and on values outside the function's domain
 */
export function loss(name: string, truth: Input, prediction: Input, options: LossOptions = {}): Big | null {
  const y = big(truth);
  const v = big(prediction);
  const d = v.minus(y);
  switch (name.toLowerCase()) {
    case 'sqe':
    case 'mse':
    case 'se':
    case 'squared_error':
      return d.times(d);
    case 'abse':
    case 'mae':
    case 'ae':
    case 'absolute_error':
      return d.abs();
    case 'huber': {
      const delta = big(options.delta ?? 1);
      if (d.abs().lte(delta)) return d.times(d).div(2);
      return delta.times(d.abs().minus(delta.div(2)));
    }
    case 'logcosh':
    case 'log_cosh':
      return d.exp().plus(d.neg().exp()).div(2).ln();
    case 'bce':
    case 'binary_cross_entropy':
      return binaryCrossEntropy(y, v);
    case 'poisson': {
      if (y.lt(0) || v.lt(0)) throw new Error('poisson: counts are not negative');
      const floored = v.lt('1e-7') ? decimal('1e-7') : v;
      return floored.minus(y.times(floored.ln()));
    }
    case 'ztae':
      return standardised(y, options).tanh().minus(standardised(v, options).tanh()).abs();
    case 'zptae':
      return powerTanh(standardised(y, options), standardised(v, options), big(options.alpha ?? 0.25));
    case 'czar':
      return czar(standardised(y, options), standardised(v, options), options);
    default:
      throw new Error(`unknown loss ${name}`);
  }
}

function standardised(x: Big, options: LossOptions): Big {
  const std = big(options.std ?? 0);
  if (std.lte(0)) throw new Error('the standard deviation must be positive');
  return x.minus(big(options.mean ?? 0)).div(std);
}

function binaryCrossEntropy(y: Big, v: Big): Big | null {
  if (y.lt(0) || y.gt(1) || v.lt(0) || v.gt(1)) throw new Error('bce: probabilities lie in [0, 1]');
  if ((y.isZero() && v.eq(1)) || (y.eq(1) && v.isZero())) return null;
  if ((y.isZero() && v.isZero()) || (y.eq(1) && v.eq(1))) return zero;
  const epsilon = decimal('1e-15');
  let clipped = v.lt(epsilon) ? epsilon : v;
  clipped = smaller(clipped, one.minus(epsilon));
  const value = y
    .times(clipped.ln())
    .plus(one.minus(y).times(one.minus(clipped).ln()))
    .neg();
  return value.lte(epsilon) ? zero : value;
}

function powerTanh(z: Big, v: Big, alpha: Big): Big {
  const exponent = one.minus(alpha).div(2);
  const bend = (x: Big): Big => x.div(one.plus(x.times(x)).pow(exponent));
  return bend(z)
    .minus(bend(v))
    .abs()
    .plus(decimal('0.01').times(v.minus(z).abs()).pow(4));
}

/** Loss for returns: wrong signs cost most, falling short of the truth more than going beyond it. */
function czar(z: Big, v: Big, options: LossOptions): Big {
  const alpha = big(options.alpha ?? 0.01);
  const epsilon = big(options.epsilon ?? 1);
  const tau = big(options.tau ?? 0.05);
  const d = alpha.div(decimal('3').sqrt());
  const q = one.plus(d.times(d));
  const base = czarBase(z, v, d, q);
  if (epsilon.lte(0)) return base;
  const A = q.times(epsilon.plus(d).atan().minus(d.atan()));
  const b = d.div(q);
  const effective = d.isZero()
    ? epsilon.atan()
    : sum([one.neg(), one.plus(b.times(A).times(4)).sqrt()]).div(b.times(2));
  const K = effective.plus(b.times(effective).times(effective));
  const m = one.minus(q.times(z.abs().plus(d).atan().minus(d.atan())).div(K));
  const limit = one.minus(q.times(pi.div(2).minus(d.atan())).div(K));
  const t = tau.times(limit.abs());
  const norm = tau.lte(0) ? (m.lt(0) ? zero : m) : softplus(m.div(t)).div(softplus(one.div(t)));
  return base.plus(norm.times(czarBase(zero, effective, d, q)));
}

function softplus(x: Big): Big {
  return one.plus(x.exp()).ln();
}

function czarBase(z: Big, v: Big, d: Big, q: Big): Big {
  const sign = (x: Big): Big => (x.lt(0) ? one.neg() : one);
  const D = (x: Big): Big => one.div(one.plus(x.times(x)));
  const H = (x: Big): Big =>
    x
      .abs()
      .times(2)
      .div(one.plus(x.times(x)).pow(2));
  const s = sign(z);
  const u = s.times(v);
  const a = z.abs();
  const dz = z.plus(s.times(d));
  const dv = v.plus(sign(v).times(d));
  if (u.lte(0)) {
    const curve = q.times(H(d)).times(v).times(v).times(half);
    const rest = s.times(q).times(dz.atan().minus(s.times(d).atan()));
    return curve.minus(s.times(v)).plus(rest);
  }
  if (u.lte(a)) return s.times(q).times(dz.atan().minus(dv.atan()));
  const beyond = v.minus(z);
  return smaller(q.times(H(dz)), q.times(H(d)))
    .times(beyond)
    .times(beyond)
    .div(2)
    .plus(s.times(q).times(D(dz)).times(beyond));
}
