export const values = {
  identities: 2,
  errorDeviation: 1,
  shift: 5,
  towards: 'down',
  every: 3,
  tolerance: 100,
  payout: 1,
};
