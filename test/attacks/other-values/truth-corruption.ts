export const values = { share: 0.8, bias: -1, outage: 0.5 };
