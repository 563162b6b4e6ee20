/* Headers of all answers. */

/** Nothing is kept, guessed, framed, told to others or shared with them. */
export const everywhere: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * Of the pages of the program: they talk to this server and to nobody else. Vega turns its expressions into functions,
 * which needs `unsafe-eval`; the bundler puts the theme into the page, and Vega styles what it draws.
 */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  'img-src data: blob:',
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Of what lies in the folder of results: a page from there runs as one from nowhere (`sandbox` without the origin), so the
 * cookie is not sent with what it asks for; and it may ask for nothing.
 */
export const resultPolicy = [
  'sandbox allow-scripts allow-downloads',
  "default-src 'none'",
  "script-src 'unsafe-inline' 'unsafe-eval'",
  "style-src 'unsafe-inline'",
  'img-src data: blob:',
  'font-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
