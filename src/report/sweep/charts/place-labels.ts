/** Where a label stands beside its mark. */
export interface LabelPlace {
  readonly align: 'left' | 'right';
  readonly above: boolean;
}

/** The four places beside a mark, the best first. */
export const LABEL_PLACES: readonly LabelPlace[] = [
  { align: 'left', above: true },
  { align: 'right', above: true },
  { align: 'left', above: false },
  { align: 'right', above: false },
];

/** A plot on a narrow page, and how much room a letter needs there, pixels. */
const WIDTH = 290;
const HEIGHT = 200;
const LETTER = 7;
const LINE = 15;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/**
 * Places for the labels of marks such that no label covers another one or a mark: entry m is the place in `LABEL_PLACES` of
 * mark m, or -1 where there is no room. The first marks come first.
 *
 * @param marks places of the marks in the plot, each from 0 (left, bottom) to 1
 */
export function labelPlaces(
  marks: readonly { readonly x: number; readonly y: number; readonly text: string }[],
): number[] {
  const points = marks.map(({ x, y }): Box => {
    const [across, down] = [x * WIDTH, (1 - y) * HEIGHT];
    return { left: across - 4, right: across + 4, top: down - 4, bottom: down + 4 };
  });
  const taken: Box[] = [];
  return marks.map(({ text }, m) => {
    const found = LABEL_PLACES.findIndex((place) => {
      const box = labelBox(points[m], text, place);
      if (box.left < 0 || box.right > WIDTH || box.top < -LINE || box.bottom > HEIGHT) return false;
      return ![...taken, ...points.filter((_, other) => other !== m)].some((other) => overlap(box, other));
    });
    if (found >= 0) taken.push(labelBox(points[m], text, LABEL_PLACES[found]));
    return found;
  });
}

function labelBox({ left, right, top, bottom }: Box, text: string, { align, above }: LabelPlace): Box {
  const width = LETTER * text.length;
  return {
    left: align === 'left' ? right : left - width,
    right: align === 'left' ? right + width : left,
    top: above ? top - LINE : bottom,
    bottom: above ? top : bottom + LINE,
  };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
