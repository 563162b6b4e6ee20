import { type Mutant, plantedIn } from './mutant.ts';

/** Mistakes in reward fractions, entropies, shares and emission. */
export const rewardMutants: readonly Mutant[] = [
  ...plantedIn('reward-fractions.ts', [
    ['if (scores[l] > best) best = scores[l];', 'best = 0;', 'exponents not taken from the best'],
    ['const relative = fractions[m] / largest;', 'const relative = fractions[m];', 'powers that overflow'],

    ['deviation < epsilon ? 1', 'deviation <= epsilon ? 1', 'equal shares also at epsilon'],
    ['score / (deviation + epsilon), p, c)', 'score / deviation, p, c)', 'no epsilon under the scores'],
    ['if (!Number.isNaN(merit)) sum += merit;', 'sum += merit;', 'a missing score spoils the sum'],
    ['Number.isNaN(score) ? NaN :', 'Number.isNaN(score) ? 1 :', 'paid without a score'],
    ['p / (deviation + epsilon), fractions', 'p / deviation, fractions', 'no epsilon where all underflow'],
    ['if (sum === 0) softmaxInto', 'if (sum < 0) softmaxInto', 'nobody paid where all underflow'],
    ['fractions[m] = stakes[m] * scores[m];', 'fractions[m] = scores[m];', 'stake forgotten'],
    ['exp(p * log(relative))', 'exp(log(relative) / p)', 'root for power'],
  ]),
  ...plantedIn('modified-entropy.ts', [
    ['0.173286795139986', '0.173286795139896', 'digits swapped in the constant of one actor'],
    ['return 1 / squares;', 'return squares;', 'effective number not inverted'],
    [
      'alpha * fraction + (1 - alpha) * before : fraction',
      '(1 - alpha) * fraction + alpha * before : fraction',
      'alpha for 1 - alpha',
    ],
    ['(1 - alpha) * before : fraction', '(1 - alpha) * before : alpha * fraction', 'the first time smoothed from 0'],
    ['squares += next * next;', 'squares += fraction * fraction;', 'effective number before smoothing'],
    [
      'log(1 / squares / participants)',
      'log(sum * sum / squares / participants)',
      'effective number of the normalised',
    ],
    ['log(1 / squares / participants)', 'log(1 / squares / count)', 'absent actors counted'],
    ['smoothed[actors[l]] = share;', '', 'what is kept not normalised'],
    ['entropy -= share', 'entropy += share', 'sign of the entropy'],
    ['share > 0 ? share * log(share) : NaN', 'share > 0 ? share * log(share) : 0', 'a share of 0 has a logarithm'],
    ['const share = smoothed[actors[l]] / sum;', 'const share = smoothed[l] / sum;', 'active for registered place'],
    ['if (participants === 1) return singleActorEntropy;', '', 'a single actor not special'],
  ]),
  ...plantedIn('forecasting-utility.ts', [
    ['0.4 * tau + 0.1', '0.4 * tau', 'chi without its least value'],
    ['tau < 0 ? 0.1', 'tau < 0 ? 0', 'chi of 0 below'],
    ['tau >= 1 ? 0.5', 'tau >= 2 ? 0.5', 'chi not held at 0.5'],
    ['bestScore > 0 ? bestScore : 0', 'bestScore', 'a negative best score'],
    ['taskScore > 0 ? 1 : -1', 'taskScore > 0 ? 1 : 0', 'a sign lost'],
    ['alpha * ratio + (1 - alpha) * utility.tau', '(1 - alpha) * ratio + alpha * utility.tau', 'alpha for 1 - alpha'],
    ['utility.tau = 0;', '', 'tau kept when nothing helps'],
    ['utilityOfRatio(utility.tau)', 'utilityOfRatio(ratio)', 'the ratio before smoothing'],
  ]),
  ...plantedIn('class-shares.ts', [
    [
      '(1 - chi) * inferersEntropy + chi * forecastersEntropy',
      'chi * inferersEntropy + (1 - chi) * forecastersEntropy',
      'chi for 1 - chi',
    ],
    ['shares.inferers = ((1 - chi) * shares.gamma', 'shares.inferers = (shares.gamma', 'chi forgotten'],
    ['workers / blended', 'all / blended', 'reputers in gamma'],
    ['blended === 0 && workers === 0 ? 0 :', '', 'no gamma when no worker counts'],
    ['inferers > 1', 'inferers > 0', 'forecasters paid beside one inferer'],
  ]),
  ...plantedIn('monthly-emission.ts', [
    [
      'validatorShare + (1 - validatorShare) * reputerShare',
      'validatorShare + reputerShare',
      'share of the rest forgotten',
    ],
    ['maximumMonthlyYield / shareOfStakers', 'maximumMonthlyYield * shareOfStakers', 'times for over'],
    ['Math.min(target, maximum)', 'Math.max(target, maximum)', 'max for min'],
    ['(treasury / staked)', '(staked / treasury)', 'turned round'],
    [
      'isFirst ? capped : alpha * capped + (1 - alpha) * previous',
      'alpha * capped + (1 - alpha) * previous',
      'the first month smoothed',
    ],
    ['if (month < cliffMonths) return allocation;', 'if (month <= cliffMonths) return allocation;', 'one month late'],
    ['month <= vestingMonths ?', 'month < vestingMonths ?', 'last month forgotten'],
  ]),
  ...plantedIn('monthly-reference-model.ts', [
    ['const treasury = previous.ecosystem_tokens_total;', 'const treasury = 359.5e6;', 'treasury of the start'],
    ['emission * stakedShare * free', 'emission * free', 'income not by stake'],
    ["if (name === 'participants') income", "if (name === 'foundation') income", 'workers paid to the wrong group'],
    ['previous.e_i, month === 1)', 'previous.ehat_i, month === 1)', 'smoothed from the unsmoothed'],
    ['0.009488792934583046', '0.01', 'yield a year over twelve'],
  ]),
];
