import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Points of a bitmap per pixel of the drawing. */
const SHARPNESS = 2;

/**
 * What draws an SVG as PNG, always with the same fonts.
 *
 * @throws when the optional packages that do it are not installed
 */
export async function bitmapMaker(): Promise<(svg: string) => Uint8Array> {
  const { Resvg, fonts } = await loaded().catch(() => {
    throw new Error(
      'PNG needs the optional packages @resvg/resvg-js and dejavu-fonts-ttf: npm install --include=optional; --format svg needs neither.',
    );
  });
  const options = {
    fitTo: { mode: 'zoom', value: SHARPNESS },
    font: { loadSystemFonts: false, fontFiles: fonts, defaultFontFamily: 'DejaVu Sans' },
  } as const;
  return (svg) => new Resvg(svg, { ...options, font: { ...options.font, fontFiles: [...fonts] } }).render().asPng();
}

async function loaded() {
  const { Resvg } = await import('@resvg/resvg-js');
  const folder = dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json'));
  return { Resvg, fonts: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => join(folder, 'ttf', name)) };
}
