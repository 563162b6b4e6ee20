export const values = {
  identities: 2,
  errorDeviation: 1,
  workDeviation: 4,
  freshKeys: 0,
  quitBy: 'standing',
  threshold: 5,
  patience: 1,
};
/** Long enough for a key to be dropped. */
export const changes = { epochs: 60 };
