import type { InfererPolicy } from '../policy.ts';
import { bornError, errorModelInferer, errorShare } from './error-model.ts';

const traitCommonError = 0;

/**
 * Errs together with a group: z = sqrt(rho) g + sqrt(1 - rho) z', g the group's standard normal error of the epoch and z'
 * its own. So z is standard normal, and the errors of two members have the correlation rho.
 */
export const correlated: InfererPolicy = {
  name: 'correlated',
  doc: 'Honest, but shares part of its error with a group: common data or a common model.',
  source: 'own model',
  parameters: [
    {
      name: 'rho',
      kind: 'number',
      default: 0.5,
      minimum: 0,
      maximum: 1,
      unit: '1',
      doc: "Share of its error's variance that it has in common with the group.",
    },
    {
      name: 'group',
      kind: 'text',
      default: '',
      unit: 'name',
      doc: 'Who errs together: all of the topic that name the same group; empty: its population.',
    },
  ],
  create: (values, birth, { population }) => {
    const rho = Number(values.rho);
    const shared = Math.sqrt(rho);
    const own = Math.sqrt(1 - rho);
    const group = birth.common(String(values.group) || population);
    const error = bornError(birth);
    return {
      ...errorModelInferer(error),
      infer(view) {
        const z = shared * group.normal(view.epoch, traitCommonError) + own * view.error;
        return view.truth + view.scale * errorShare(view) * (error.deviation * z + error.bias);
      },
    };
  },
};
