/** How all charts are drawn, on pages and in files: a Vega-Lite configuration. */
export const CHART_LOOK = {
  view: { stroke: null },
  axis: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', titlePadding: 8 },
  legend: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal' },
} as const;

/** What of the width of a drawing is not its plot, and so no room for legends; pixels. */
export const BESIDE_LEGENDS = 90;

/** Width of a chart that stands alone, pixels. */
export const ALONE_WIDTH = 720;
