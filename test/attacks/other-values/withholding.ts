export const values = {
  identities: 3,
  stakeShare: 0.2,
  allies: 1,
  errorDeviation: 1,
  rule: 'late',
  withheld: 0.9,
  silenced: 0.5,
};
