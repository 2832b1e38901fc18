/** Outlines on a 24 by 24 grid. States have a silhouette of their own, so that they differ without colour. */
const PATHS = {
  success: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm-1.6 14.4-4-4 1.6-1.6 2.4 2.4 5.6-5.6 1.6 1.6-7.2 7.2Z',
  error: 'M8 2h8l6 6v8l-6 6H8l-6-6V8l6-6Zm.1 4.5L6.5 8.1l3.9 3.9-3.9 3.9 1.6 1.6 3.9-3.9 3.9 3.9 1.6-1.6-3.9-3.9 3.9-3.9-1.6-1.6-3.9 3.9-3.9-3.9Z',
  warning: 'M12 2 23 21H1L12 2Zm-1.1 7v6h2.2V9h-2.2Zm0 7.6v2.2h2.2v-2.2h-2.2Z',
  unsure:
    'M2 1h20v17h-6.5L12 23l-3.5-5H2V1Zm8.9 10.9h2.2c0-1.9 2.6-2.1 2.6-4.9A3.6 3.6 0 0 0 12 6a3.7 3.7 0 0 0-3.8 3.6h2.1c0-1 .7-1.7 1.7-1.7s1.6.6 1.6 1.6c0 1.6-2.7 2-2.7 4.9Zm0 1.4V18h2.2v-2.2h-2.2Z',
  info: 'M3 3h18v18H3V3Zm7.9 7.5V18h2.2v-7.5h-2.2Zm0-4V9h2.2V6.5h-2.2Z',
  absent: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm0 2.2a7.8 7.8 0 1 1 0 15.6 7.8 7.8 0 0 1 0-15.6Zm-4.5 6.7v2.2h9v-2.2h-9Z',
  busy: 'M12 2a10 10 0 0 1 10 10h-2.2A7.8 7.8 0 0 0 12 4.2V2Zm0 20A10 10 0 0 1 2 12h2.2a7.8 7.8 0 0 0 7.8 7.8V22Z',
  card: 'M2 5h20v14H2V5Zm2 2v10h16V7H4Zm2 3h5v4H6v-4Zm8 0h4v1.5h-4V10Zm0 2.5h4V14h-4v-1.5Z',
  sign: 'M3 19h18v2H3v-2Zm1-2.2 1-4.8L15.5 1.5l3.8 3.8L8.8 15.8l-4.8 1Zm2.8-3.9-.4 1.7 1.7-.4 8.4-8.4-1.3-1.3-8.4 8.4Z',
  verify:
    'M12 1 3 4.5V11c0 5.5 3.8 10.4 9 12 5.2-1.6 9-6.5 9-12V4.5L12 1Zm0 2.2 7 2.7V11c0 4.4-2.9 8.4-7 9.9-4.1-1.5-7-5.5-7-9.9V5.9l7-2.7Zm-1.2 12.6-3.6-3.6 1.5-1.5 2.1 2.1 4.5-4.5 1.5 1.5-6 6Z',
  clinic: 'M5 2h14v20H5V2Zm2 2v16h10V4H7Zm4 2h2v2h2v2h-2v2h-2v-2H9V8h2V6Zm-2 8h6v1.6H9V14Zm0 3h6v1.6H9V17Z',
  qualification:
    'M2 4h20v16H2V4Zm2 2v12h16V6H4Zm4.5 1.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5ZM4.8 17c0-2 1.7-3.4 3.7-3.4s3.7 1.4 3.7 3.4H4.8Zm10.7-1.3-2.2-2.2 1.2-1.2 1 1 2.8-2.8 1.2 1.2-4 4Z',
  documents: 'M5 2h9l5 5v15H5V2Zm2 2v16h10V8.5h-4.5V4H7Zm2 8h6v1.6H9V12Zm0 3.5h6v1.6H9v-1.6Z',
  reception: 'M4 2h16v9.5l-2-1.6V4H6v16h6v2H4V2Zm4 4h8v1.6H8V6Zm0 3.5h6v1.6H8V9.5Zm7.4 12.6-4-4 1.4-1.4 2.6 2.6 5.2-5.2 1.4 1.4-6.6 6.6Z',
  credits:
    'M12 1a7 7 0 0 0-4.6 12.3L6 23l6-3 6 3-1.4-9.7A7 7 0 0 0 12 1Zm0 2a5 5 0 1 1 0 10 5 5 0 0 1 0-10Zm2.7 11.4.8 5.4-3.5-1.7-3.5 1.7.8-5.4a7 7 0 0 0 5.4 0Z',
  authority: 'M5 2h14v9h-2V4H7v7H5V2Zm3 4h8v1.6H8V6Zm0 3.2h5v1.6H8V9.2ZM3 13h18v9H3v-9Zm2 2v5h14v-5h-4a3 3 0 0 1-6 0H5Z',
  stop: 'M8 2h8l6 6v8l-6 6H8l-6-6V8l6-6Zm-1 8v4h10v-4H7Z',
  members:
    'M9 3a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9Zm0 2a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Zm0 8.5c-4.2 0-8 2.1-8 5.5v2h16v-2c0-3.4-3.8-5.5-8-5.5Zm0 2c3.2 0 5.6 1.4 6 3.5H3c.4-2.1 2.8-3.5 6-3.5ZM16 3.2a4.5 4.5 0 0 1 0 8.6V9.5a2.5 2.5 0 0 0 0-4V3.2Zm2.2 10.9c2.8.8 4.8 2.5 4.8 4.9v2h-3.5v-2H21c-.3-1.2-1.3-2.2-2.8-2.8v-2.1Z',
  exchange: 'M7 3 2 8l5 5 1.5-1.5L6 9h14V7H6l2.5-2.5L7 3Zm10 8-1.5 1.5L18 15H4v2h14l-2.5 2.5L17 21l5-5-5-5Z',
  audit: 'M4 4h3v3H4V4Zm5 .7h11v1.6H9V4.7ZM4 10.5h3v3H4v-3Zm5 .7h11v1.6H9v-1.6ZM4 17h3v3H4v-3Zm5 .7h11v1.6H9v-1.6Z',
  settings: 'M3 6h9.2a3 3 0 0 1 5.6 0H21v2h-3.2a3 3 0 0 1-5.6 0H3V6Zm0 10h3.2a3 3 0 0 1 5.6 0H21v2h-9.2a3 3 0 0 1-5.6 0H3v-2Z',
  components: 'M3 3h8v8H3V3Zm2 2v4h4V5H5Zm8-2h8v8h-8V3Zm2 2v4h4V5h-4ZM3 13h8v8H3v-8Zm2 2v4h4v-4H5Zm8-2h8v8h-8v-8Zm2 2v4h4v-4h-4Z',
  previous: 'M15.5 4 7.5 12l8 8 1.5-1.5-6.5-6.5L17 5.5 15.5 4Z',
  next: 'M8.5 4 7 5.5l6.5 6.5L7 18.5 8.5 20l8-8-8-8Z',
  down: 'M4 8.5 12 16.5l8-8L18.5 7 12 13.5 5.5 7 4 8.5Z',
  larger: 'M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6V5Z',
  smaller: 'M5 11h14v2H5v-2Z',
  close: 'M5.5 4 4 5.5l6.5 6.5L4 18.5 5.5 20l6.5-6.5 6.5 6.5 1.5-1.5-6.5-6.5L20 5.5 18.5 4 12 10.5 5.5 4Z',
  file: 'M5 2h9l5 5v15H5V2Zm2 2v16h10V8.5h-4.5V4H7Z',
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing beside a word that says the same; it is silent for screen readers. */
export function Icon({ name, size = 24 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}
