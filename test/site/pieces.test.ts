import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readGallery, resolveGallery } from '../../src/attack/gallery/read-gallery.ts';
import { narrowedText } from '../../src/site/attack-gallery.ts';
import { answerIn, groupsOf } from '../../src/site/card.ts';
import { indexPage } from '../../src/site/index-page.ts';
import { linkTo } from '../../src/site/links.ts';
import { readOptions } from '../../src/site/options.ts';
import { siteProgress } from '../../src/site/progress.ts';
import { ATTACK_GALLERY, scenarioFiles } from '../../src/site/scenario-files.ts';
import { scenarioTask } from '../../src/site/scenario-task.ts';
import { notReplaceable, openDraft } from '../../src/site/site-folder.ts';
import { siteBar } from '../../src/site/site-page.ts';
import { picture } from '../../src/site/sparkline.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { brokenLinks } from './check-links.ts';

const parts = { attacks: true, playground: false };

describe('scenarioFiles', () => {
  it('finds scenarios and attacks at any depth, and not the gallery of all attacks', () => {
    const files = scenarioFiles({ only: [], attacks: true }).map(({ file }) => file);
    expect(files).toEqual(
      expect.arrayContaining([
        'scenarios/baseline.yaml',
        'scenarios/attacks/sybil.yaml',
        'scenarios/attacks/combined/bribes-and-griefing.yaml',
      ]),
    );
    expect(files).not.toContain(ATTACK_GALLERY);
    expect(files.some((file) => file.startsWith('scenarios/experiments'))).toBe(false);
  });
  it('chooses by whole names, * standing for any characters', () => {
    const chosen = (only: string[], attacks = true) => scenarioFiles({ only, attacks }).map(({ page }) => page);
    expect(chosen(['sybil'])).toEqual(['sybil', 'attacks/sybil']);
    expect(chosen(['scenarios/sybil.yaml', 'lag-*'], false)).toEqual(['lag-1', 'lag-262', 'lag-70', 'sybil']);
    expect(() => chosen(['basline'])).toThrow(/--only is "basline".*Did you mean "baseline"\?/);
  });
});

describe('linkTo', () => {
  it('leads from any page to any other, whatever their names hold', () => {
    expect(linkTo('index.html', 'scenarios/attacks/sybil/index.html')).toBe('../../../index.html');
    expect(linkTo('docs/a.html#one', 'docs/b.html')).toBe('a.html#one');
    expect(linkTo('scenarios/50 % & more/index.html', 'index.html')).toBe('scenarios/50%20%25%20%26%20more/index.html');
  });
});

describe('the card of a scenario', () => {
  const html = `<ul class="headline"><li>Combined beats naive.</li><li>Attack sybil: it paid 1.5 ALLO. Honest keys lost.</li></ul>
<section id="chain"><ul class="headline"><li>The hub chain emitted 7 ALLO.</li></ul></section>`;
  it('answers with what the scenario is about', () => {
    expect(answerIn(html, ['accuracy'])).toBe('Combined beats naive.');
    expect(answerIn(html, ['attacks'])).toBe('Attack sybil: it paid 1.5 ALLO.');
    expect(answerIn(html, ['economy'])).toBe('The hub chain emitted 7 ALLO.');
    expect(answerIn(html, ['accuracy', 'economy'])).toBe('Combined beats naive.');
    expect(answerIn('<p>No epoch recorded has losses.</p>', ['accuracy'])).toBe('');
  });
  it('has the group that its expectations tell', () => {
    const about = (...metrics: string[]) => {
      const expect = metrics.map((metric) => ({ metric }) as never);
      return groupsOf({ attacks: [], months: null, expect });
    };
    expect(about()).toEqual(['accuracy']);
    expect(about('skill_vs_naive', 'mean_combined_loss')).toEqual(['accuracy']);
    expect(about('reward_paid')).toEqual(['economy']);
    expect(about('skill_vs_naive', 'stake_nakamoto_end')).toEqual(['accuracy', 'economy']);
    expect(groupsOf({ attacks: [{} as never], months: null, expect: [] })).toEqual(['attacks']);
    expect(groupsOf({ attacks: [], months: 24, expect: [] })).toEqual(['economy']);
  });
});

describe('picture', () => {
  it('spans its frame and leaves gaps where there is no value', () => {
    const svg = picture('Loss.', [{ kind: 'naive', values: Float64Array.of(0, 1, Number.NaN, 1) }]);
    expect(svg).toContain('d="M2.0 54.0L80.7 2.0M238.0 2.0"');
  });
  it('is none without two values', () => {
    expect(picture('Loss.', [{ kind: 'naive', values: Float64Array.of(1, Number.NaN) }])).toBe('');
  });
});

describe('indexPage', () => {
  const evil = '<script>alert("x")</script>';
  const card = {
    ...{ file: `scenarios/${evil}.yaml`, page: evil, name: evil, question: evil, groups: ['accuracy' as const] },
    ...{ answer: '', facts: [['protocol', evil]] as const, epochs: 10, skill: null, picture: '', attacks: [] },
    expectations: { met: 1, missed: 1, open: 0 },
  };
  it('shows what scenarios say as text, never as markup', () => {
    const failed = [{ file: evil, error: evil }];
    const html = indexPage({ cards: [card], failed, quick: null, version: evil, parts });
    expect(html).not.toContain(evil);
    expect(html).toContain('1 of 2 expectations met');
    expect(siteBar('index.html', parts, [{ name: evil, about: evil }])).not.toContain('<script');
  });
});

describe('the folder of a site', () => {
  it('is not replaced when it holds anything else', () => {
    const folder = temporaryFolder();
    expect(notReplaceable(join(folder, 'new'))).toBeUndefined();
    expect(notReplaceable(folder)).toBeUndefined();
    mkdirSync(join(folder, 'photographs'));
    expect(notReplaceable(folder)).toMatch(/^--out is ".*", which exists and holds no site; expected a new folder/);
  });
  it('has the old site until the new one is whole', () => {
    const out = join(temporaryFolder(), 'site');
    const first = openDraft(out);
    writeFileSync(join(first.folder, 'a.html'), 'first');
    expect(existsSync(out)).toBe(false);
    first.finish({});
    const second = openDraft(out);
    writeFileSync(join(second.folder, 'a.html'), 'second');
    expect(readFileSync(join(out, 'a.html'), 'utf8')).toBe('first');
    second.finish({});
    expect(readFileSync(join(out, 'a.html'), 'utf8')).toBe('second');
    expect(notReplaceable(out)).toBeUndefined();
  });
  it('is rid of drafts whose builder was killed, not of those of builders at work', () => {
    const folder = temporaryFolder();
    // No process has so high a number.
    for (const name of ['.site.99999999', `.site.${process.ppid}`, '.site.notes']) mkdirSync(join(folder, name));
    openDraft(join(folder, 'site')).abandon();
    expect(existsSync(join(folder, '.site.99999999'))).toBe(false);
    expect(existsSync(join(folder, `.site.${process.ppid}`))).toBe(true);
    expect(existsSync(join(folder, '.site.notes'))).toBe(true);
  });
});

describe('scenarioTask', () => {
  it('tells why a scenario cannot be run, and leaves the rest of the site alone', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, 'name: wrong\nepochs: never\n');
    const scenario = { file, page: 'wrong' };
    const place = { root: join(folder, 'results'), site: join(folder, 'site'), quick: false, parts, place: 0 };
    const outcome = await scenarioTask({ ...place, scenario, signals: new SharedArrayBuffer(8) });
    expect(outcome).toMatchObject({ status: 'failed', error: expect.stringContaining('wrong.yaml:2:9 epochs is') });
    expect(existsSync(join(folder, 'site'))).toBe(false);
  });
});

describe('the small gallery of a site', () => {
  const full = readGallery(ATTACK_GALLERY);
  it('has one size, no slashing and few seeds, and its text says so', () => {
    const few = resolveGallery(narrowedText(full, false, undefined), ATTACK_GALLERY);
    expect(few).toMatchObject({ question: full.question, replicates: 3, slashing: ['none'], profiles: full.profiles });
    expect(few.sizes.map(({ name }) => name)).toEqual(['small']);
    expect(few.attacks).toHaveLength(33);
  });
  it('has the attacks asked for, and few epochs when it is to be quick', () => {
    const quick = resolveGallery(narrowedText(full, true, new Set(['sybil'])), ATTACK_GALLERY);
    expect(quick.attacks.map(({ attack }) => attack)).toEqual(['sybil']);
    expect(quick.profiles).toEqual(['v0.17']);
    expect(quick.sizes[0].set.find(({ path }) => path === 'epochs')?.value).toBe(50);
  });
});

describe('the command line of npm run gallery', () => {
  it('reads its options, paths from where npm was called', () => {
    const read = readOptions(['--only', 'a', '--only', 'b*', '--quick', '--no-attacks', '--threads', '3'], '/home/x');
    expect(read).toMatchObject({ only: ['a', 'b*'], quick: true, attacks: false, threads: 3 });
    expect(read).toMatchObject({ out: '/home/x/results/site', root: '/home/x/results' });
    expect(readOptions(['--out', 'www'], '/home/x').out).toBe('/home/x/www');
  });
  it('refuses what it does not know', () => {
    expect(() => readOptions(['--outt', 'x'], '/')).toThrow(/^Unknown option '--outt'.*--help lists the options\.$/);
    expect(() => readOptions(['--threads', '0'], '/')).toThrow('--threads is "0"; expected a whole number from 1 to');
  });
});

describe('siteProgress', () => {
  it('says a line per scenario, and on a terminal nothing wider than it', () => {
    const written: string[] = [];
    const progress = siteProgress({ write: (text) => written.push(text), isTTY: false });
    progress.start([{ file: 'scenarios/a.yaml', page: 'a' }], () => 0);
    progress.took(0, { status: 'failed', error: 'no such file' });
    progress.stop();
    expect(written).toEqual(['[1/1] a: FAILED: no such file\n']);
    const narrow: string[] = [];
    const onTerminal = siteProgress({ write: (text) => narrow.push(text), isTTY: true, columns: 20 });
    onTerminal.gallery(1, 100_000);
    expect(narrow.every((text) => text.length < 20)).toBe(true);
  });
});

describe('the check of links', () => {
  it('finds links to files and anchors that are not there, and those that depend on the host', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'sub'));
    writeFileSync(
      join(folder, 'a.html'),
      '<a href="sub/b.html#x">1</a> <a href="sub">2</a> <img src="c.png"> <a href="/a.html">3</a>',
    );
    writeFileSync(
      join(folder, 'sub/b.html'),
      '<h2 id="y">y</h2><a href="#y">4</a><a href="#z">5</a><a href="../a.html">6</a>',
    );
    expect(brokenLinks(folder)).toEqual([
      'a.html: sub/b.html#x',
      'a.html: sub',
      'a.html: c.png',
      'a.html: /a.html',
      'sub/b.html: #z',
    ]);
  });
});
