import { readdirSync } from 'node:fs';

const folder = 'scenarios/attacks';

/** Scenarios of one attack each, called after it or after what it shows, and those that combine several. */
export const singleAttackFiles = yamlIn(folder).filter((file) => !file.startsWith(`${folder}/gallery`));
export const combinedAttackFiles = yamlIn(`${folder}/combined`);

function yamlIn(path: string): string[] {
  return readdirSync(path)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => `${path}/${file}`);
}
