/** Cases that show nothing which others do not show as well: `npm run test:full` tries them, `npm test` leaves them out. */
export const inFull = <Case>(...cases: Case[]): Case[] => (process.env.ALLORA_SIM_TEST_FULL === '1' ? cases : []);
