/** Sent with every answer of the browser shell: nothing is cached, framed, sniffed, shared across origins or told onwards. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), clipboard-read=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The screens: own scripts and styles, the pdf.js worker, pictures and fonts out of documents. */
export const SCREEN_POLICY = [
  NOTHING,
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "connect-src 'self'",
].join('; ');

/** The PIN page and the opening page: one script, one style sheet, answers to where they came from. */
export const SMALL_PAGE_POLICY = [NOTHING, "script-src 'self'", "style-src 'self'", "connect-src 'self'", "require-trusted-types-for 'script'"].join(
  '; ',
);
