import { describe, expect, it } from 'vitest';
import { alignedTopics } from '../../src/compare/topics.ts';
import { failure, metric, run } from './made-up.ts';

const a = [run('s', [metric('skill', 1, 'eth'), metric('paid', 2, '')])];

describe('alignedTopics', () => {
  it('compares the only topic of A with the only topic of B, whatever they are called', () => {
    const { b, notices } = alignedTopics(a, [
      run('s', [metric('skill', 3, 'btc'), metric('paid', 4, '')]),
      failure('t'),
    ]);
    expect(b[0].metrics).toEqual([metric('skill', 3, 'eth'), metric('paid', 4, '')]);
    expect(b[1].metrics).toBeNull();
    expect(notices).toEqual(['Topic eth of A is compared with topic btc of B.']);
  });
  it('changes nothing where names agree or a side has several topics', () => {
    const same = [run('s', [metric('skill', 3, 'eth')])];
    expect(alignedTopics(a, same)).toEqual({ b: same, notices: [] });
    const several = [run('s', [metric('skill', 3, 'btc'), metric('skill', 3, 'sol')])];
    expect(alignedTopics(a, several)).toEqual({ b: several, notices: [] });
  });
});
