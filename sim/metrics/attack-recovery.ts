/** How damage fades after an attack. */
export interface Recovery {
  /** Mean damage while it was on; NaN: not yet over. */
  level: number;
  /** Smoothed damage since; NaN: none yet. */
  smoothed: number;
  /** Epochs from the end to the first in which smoothed damage was small; NaN: never. */
  epochs: number;
  /** Judged epochs after the end in which it was not small. */
  damaged: number;
}

/** Share of the newest epoch in the smoothed damage, which begins anew at the end. */
export const recoverySmoothing = 0.1;
/** What is small, share of the level under attack. */
export const recoveryShare = 0.05;

export function createRecovery(): Recovery {
  return { level: Number.NaN, smoothed: Number.NaN, epochs: Number.NaN, damaged: 0 };
}

/**
 * A judged epoch after the end. Where the attack did no damage there is nothing to recover from: 0 epochs.
 *
 * @param level mean damage while it was on; NaN: no such epoch
 * @param since epochs since the end, 0 for the first
 */
export function recover(recovery: Recovery, level: number, damage: number, since: number): void {
  if (Number.isNaN(level)) return;
  const { smoothed } = recovery;
  recovery.level = level;
  recovery.smoothed = Number.isNaN(smoothed) ? damage : smoothed + recoverySmoothing * (damage - smoothed);
  if (!(level > 0)) recovery.epochs = 0;
  else if (recovery.smoothed > recoveryShare * level) ++recovery.damaged;
  else if (Number.isNaN(recovery.epochs)) recovery.epochs = since;
}
