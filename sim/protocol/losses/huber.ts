import type { ParameterDeclaration } from '../../parameters/declaration.ts';
import { numberOf } from '../../parameters/number-of.ts';
import type { LossFunction } from './loss-function.ts';

const delta: ParameterDeclaration = {
  name: 'delta',
  kind: 'number',
  default: 1,
  exclusiveMinimum: 0,
  unit: 'target units',
  doc: 'Error at which the loss turns from quadratic to linear.',
  source: 'huber.py@eca1143febd30229674d001ba5377ca0dc02f16f of the public Python kit of the network',
};

/** d²/2 up to |d| = delta, delta (|d| - delta/2) beyond, with d = v - y; squared target units. */
export const huber: LossFunction = {
  name: 'huber',
  aliases: [],
  doc: 'Huber loss: d²/2 for errors up to delta, linear beyond.',
  source: 'huber.py@eca1143febd30229674d001ba5377ca0dc02f16f of the public Python kit of the network',
  allowNegative: false,
  parameters: [delta],
  create: (parameters) => {
    const knee = numberOf(parameters, delta);
    return (truth, prediction) => {
      const distance = Math.abs(prediction - truth);
      return distance <= knee ? (distance * distance) / 2 : knee * (distance - knee / 2);
    };
  },
};
