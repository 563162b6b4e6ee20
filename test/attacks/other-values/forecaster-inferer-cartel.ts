export const values = {
  identities: 3,
  members: 2,
  errorDeviation: 1,
  noise: 3,
  probability: 0.2,
  together: true,
};
