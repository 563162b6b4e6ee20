import { type Mutant, plantedIn } from './mutant.ts';

/** Mistakes in losses of the network, regrets, scores, sortition and the consensus. */
export const judgementMutants: readonly Mutant[] = [
  ...plantedIn('network-losses.ts', [
    ['losses.fill(0, 0, V);', '', 'the last epoch added in'],

    ['losses[v] += stake * loss;', 'losses[v] += loss;', 'stake forgotten'],
    ['if (Number.isNaN(loss)) continue;', '', 'a missing report spoils the mean'],
    ['stakeSums[v] += stake;', 'stakeSums[v] += 1;', 'divided by the head count'],
    ['dropUnaccompanied(layout, losses);', '', 'values kept for workers without a loss'],
    [
      'losses[layout.impliedOneOut + k * K + j] = NaN',
      'losses[layout.impliedOneOut + j * F + k] = NaN',
      'row and column',
    ],
    ['(k + 1) * K', '(k + 1) * K - 1', 'one entry too few dropped'],
    ['&& !Number.isNaN(losses[naivePlace])', '', 'an epoch judged without a naive loss'],
  ]),
  ...plantedIn('regrets.ts', [
    ['alpha * (networkLoss - ownLoss)', 'alpha * (ownLoss - networkLoss)', 'sign of the regret'],
    ['(1 - alpha) * before', 'alpha * before', 'alpha for 1 - alpha'],
    ['!Number.isNaN(previous) ? previous : initial', '!Number.isNaN(previous) ? previous : 0', 'starts from 0'],
    [
      'return alpha * (networkLoss - ownLoss) + (1 - alpha) * before;',
      'return Number.isNaN(previous) ? networkLoss - ownLoss : alpha * (networkLoss - ownLoss) + (1 - alpha) * before;',
      'the first observation not smoothed',
    ],
    [
      'stepRow(regrets.naive, 0, inferers, K, alpha, naive,',
      'stepRow(regrets.naive, 0, inferers, K, alpha, combined,',
      'combined for naive',
    ],
    ['const row = inferers[out] * regrets.inferers;', 'const row = inferers[out] * K;', 'active for registered size'],
    [
      'network, losses, own, K, initial',
      'network, losses, layout.impliedOneOut + out * F, 1, initial',
      'row and column',
    ],
    ['network, losses, own, K, initial', 'network, losses, forecasterLoss, 1, initial', 'loss with nobody withheld'],
    ['const at = row + columns[l];', 'const at = row + l;', 'active for registered actor'],
    [
      'const before = regret[at];',
      'if (row === columns[l] * columns.length) continue;\n    const before = regret[at];',
      'self pair skipped',
    ],
    [
      'const network = losses[layout.oneIn + only];',
      'const network = losses[layout.oneOutForecaster + only];',
      'one-out for one-in',
    ],
    ['losses[forecasterLoss + only], initial', 'losses[forecasterLoss], initial', 'loss of the first forecaster'],
    ['    if (!Number.isNaN(next)) regret[at] = next;', '    regret[at] = next;', 'a missing loss erases a regret'],
  ]),
  ...plantedIn('initial-regret.ts', [
    ['experiencedCount) + rule.epsilon;', 'experiencedCount);', 'no epsilon'],
    ['+ rule.offset * spread', '- rule.offset * spread', 'sign of the offset'],
    ['experiencedCount >= rule.leastExperienced', 'experiencedCount > rule.leastExperienced', 'one more is needed'],
    ['allCount >= rule.leastWorkers', 'allCount > rule.leastWorkers', 'one more worker is needed'],
    [
      'return quantile(all, allCount, rule.quantile, scratch);',
      'return quantile(all, allCount, 0.5, scratch);',
      'median',
    ],
    ['return current;', 'return 0;', 'forgotten while nobody is experienced'],
  ]),
  ...plantedIn('scores.ts', [
    ['if (judged === 1) {', 'if (false) {', 'a lone forecaster is scored'],

    [
      'losses[layout.oneOutInferer + j] - losses[combinedPlace]',
      'losses[combinedPlace] - losses[layout.oneOutInferer + j]',
      'sign',
    ],
    [
      'losses[layout.oneOutForecaster + k] - losses[combinedPlace]',
      'losses[layout.oneOutForecaster + k] - losses[naivePlace]',
      'naive',
    ],
    [
      'losses[naivePlace] - losses[layout.oneIn + k]',
      'losses[combinedPlace] - losses[layout.oneIn + k]',
      'combined for naive',
    ],
    ['(1 - share) * oneOut + share * oneIn', 'share * oneOut + (1 - share) * oneIn', 'blend turned round'],
    [
      'for (let n = 1; n < forecasters; ++n) share *= 0.5;',
      'for (let n = 0; n < forecasters; ++n) share *= 0.5;',
      'N for N - 1',
    ],
    ['const share = oneInShare(judged);', 'const share = oneInShare(layout.forecasters);', 'all for those judged'],
  ]),
  ...plantedIn('score-window.ts', [
    ['copyWithin(taken, 0, kept)', 'copyWithin(taken, 0, kept - 1)', 'one score too few moved'],
    ['let skip = present - taken;', 'let skip = 0;', 'the first, not the last scores kept'],
    ['window.count, window.size - taken)', 'window.count, window.size)', 'more scores than the window holds'],
    ['if (Number.isNaN(score)) continue;', '', 'missing scores kept'],
  ]),
  ...plantedIn('sortition.ts', [
    ['order[l] = submitters[l]', 'order[l] = l', 'all registered for those who submitted'],
    ['active[l] = submitters[l]', 'active[l] = l', 'all registered where there are seats'],

    ['? a < b :', '? a > b :', 'the later place wins among equals'],
    ['standing[a] > standing[b]', 'standing[a] < standing[b]', 'the worst are seated'],
    ['chosen.sort();', '', 'seats in no order'],
    ['alpha * x + (1 - alpha) * before', '(1 - alpha) * x + alpha * before', 'alpha for 1 - alpha'],
    ['Number.isNaN(before) ||', '', 'no first time'],
    ['lowest - lambda *', 'lowest + lambda *', 'newcomers above the lowest'],
    ['(previousStart - 1 - last)', '(previousStart - last)', 'off by one block'],
    ['distance *= 1 - alpha', 'distance *= alpha', 'alpha for 1 - alpha in the penalty'],
    ['let distance = score - newcomer;', 'let distance = score;', 'pulled towards 0'],
  ]),
  ...plantedIn('adjusted-stake.ts', [
    ['listened += coefficients[m] * stakes[m];', 'listened += stakes[m];', 'raw stake in the sum'],
    ['(count * coefficients[m] * stakes[m]) / listened', '(count * stakes[m]) / listened', 'raw stake in the share'],
    ['adjusted[m] = share < 1 ? share : 1;', 'adjusted[m] = share;', 'cap removed'],
    ['listened !== 0 ?', 'true ?', 'nobody listened to'],
    ['(count * stakes[m]) / total', 'stakes[m] / total', 'head count forgotten where nobody is listened to'],
  ]),
  ...plantedIn('consensus.ts', [
    ['reported[at] = loss;', '', 'components moved in one of two places'],
    ['consensus[d] / weight[d]', 'consensus[d] / weight[0]', 'weight of another component'],

    ['if (gaps === reputers) continue;', '', 'a component that nobody reported'],
    ['!Number.isNaN(loss) ? loss : lowest', '!Number.isNaN(loss) ? loss : 0', 'a gap counted as 0'],
    [
      'else if (loss < lowest) lowest = loss;',
      'else if (loss > lowest || lowest === Infinity) lowest = loss;',
      'the highest instead',
    ],
    ['const loss = reported[m * stride + d];', 'const loss = filled[m * stride + d];', 'filled gaps in the consensus'],
    ['const share = adjusted[m];', 'const share = stakes[m];', 'raw stake in the consensus'],
    ['filled[m * stride + d] - consensus[d]', 'reported[m * stride + d] - consensus[d]', 'a gap costs nothing'],
    ['Math.sqrt(distance) / norm + epsilon', 'distance / norm + epsilon', 'no square root'],
    ['/ norm + epsilon);', '/ (norm + epsilon));', 'epsilon in the wrong place'],
    [
      'const norm = square > 0 ? Math.sqrt(square) : safeNorm;',
      'const norm = Math.sqrt(square) + safeNorm;',
      'safety added always',
    ],
  ]),
  ...plantedIn('consensus-gram.ts', [
    ['const c = filled[m * stride + d] - centre[d];', 'const c = filled[m * stride + d] + centre[d];', 'centre added'],
    ['if (u < leastCapped) leastCapped = u;', '', 'flipping caps not noticed'],
    ['if (u > mostFree) mostFree = u;', '', 'new caps not noticed'],
    ['const trustedShare = 1e-2;', 'const trustedShare = 0;', 'differences trusted without digits'],
  ]),
  ...plantedIn('listening.ts', [
    ['if (!(change <= gradient)) gradient = change;', 'gradient = change;', 'the last change for the largest'],
    ['outcome.broken = !finite;', '', 'impossible numbers not noticed'],
    ['coefficients[m] = start[m];', '', 'the plain form starts where the fast one gave up'],

    ['coefficients[m] === 1 ? -derivativeStep', 'coefficients[m] === 2 ? -derivativeStep', 'derivative beyond 1'],
    ['const derivativeStep = 0.001;', 'const derivativeStep = 0.01;', 'wrong step'],
    ['(1 - total / totals[l]) / steps[l]', '(totals[l] / total - 1) / steps[l]', 'relative to the wrong total'],
    ['before[l] + learningRate *', 'before[l] - learningRate *', 'downhill'],
    ['next > 1 ? 1 : next < 0 ? 0 : next;\n      listenedBefore', 'next;\n      listenedBefore', 'clamp removed'],
    [
      'if (listenedAfter < rule.minStakeFraction) {',
      'if (listenedAfter > rule.minStakeFraction) {',
      'least stake turned round',
    ],
    ['gradient >= rule.maxGradientThreshold', 'gradient > 10 * rule.maxGradientThreshold', 'stops early'],
    ['- before[l]) / learningRate', '- before[l])', 'change not divided by the learning rate'],
    [
      'for (let m = 0; m < reputers; ++m) total += stakes[m] * scores[m];',
      'for (let m = 0; m < reputers; ++m) total += scores[m];',
      'stake forgotten in the total',
    ],
    ['moved[l] = before[l];', '', 'moved coefficients not moved back'],
    [
      'if (!fast) adjustedStakesInto(before,',
      'if (!fast) adjustedStakesInto(coefficients,',
      'adjusted by the coefficients after the round',
    ],
    [
      '(rule.minStakeFraction - listenedBefore) /',
      '(rule.minStakeFraction + listenedBefore) /',
      'sign in the step cut back',
    ],
    ['rule.clampListening ?', '!rule.clampListening ?', 'clamping turned round'],
    ['if (listenedAfter === listenedBefore) {', 'if (false) {', 'no early return when nothing changes'],
  ]),
];
