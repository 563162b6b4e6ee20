import { describe, expect, it } from 'vitest';
import { commandBlocks, freshCheckout, runBlock } from './commands.ts';

describe('the commands of the documentation that take long', () => {
  it.each(commandBlocks('full'))('do what they should: %s', async (page, blocks) => {
    const { folder, remove } = freshCheckout(page);
    try {
      for (const block of blocks) await runBlock(block, folder);
      expect(blocks.length).toBeGreaterThan(0);
    } finally {
      remove();
    }
  });
});
