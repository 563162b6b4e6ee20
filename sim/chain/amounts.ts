import { uallo } from './ledger.ts';

/** 2^52: the leading binary digit of a double, which is not stored. */
const mantissaUnit = 0x10000000000000;
const bits = new DataView(new ArrayBuffer(8));

/**
 * floor(amount x), with the exact rational value of the double x. Never more than `amount` for x up to 1.
 *
 * @param x finite and >= 0
 */
export function shareOf(amount: bigint, x: number): bigint {
  if (!(x > 0) || amount <= 0n) return 0n;
  // x = whole / 2^shift, whole an integer below 2^53.
  const shift = shiftOf(x);
  const whole = BigInt(wholeOf(x));
  return shift >= 0 ? (amount * whole) >> BigInt(shift) : (amount * whole) << BigInt(-shift);
}

/** x = wholeOf(x) / 2^shiftOf(x), for finite x > 0. */
export function wholeOf(x: number): number {
  bits.setFloat64(0, x);
  const high = bits.getUint32(0);
  const exponent = high >>> 20;
  const fraction = (high & 0xfffff) * 0x100000000 + bits.getUint32(4);
  return exponent === 0 ? fraction : fraction + mantissaUnit;
}

export function shiftOf(x: number): number {
  bits.setFloat64(0, x);
  const exponent = bits.getUint32(0) >>> 20;
  return 1075 - (exponent === 0 ? 1 : exponent);
}

/** Whole uallo of an amount in ALLO, rounded toward zero from the exact value of the double. */
export function toUallo(allo: number): bigint {
  return shareOf(uallo, allo);
}

/** An amount in ALLO, rounded to the nearest double but for the last digit; whole ALLO exactly. */
export function toAllo(amount: bigint): number {
  return Number(amount) / 1e18;
}
