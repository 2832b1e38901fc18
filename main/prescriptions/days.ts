const DAY_MS = 86_400_000;

/** `20260401` as an ISO day; empty for what has not eight digits. */
export const isoDay = (text: string): string => (/^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : '');

/** An ISO day so many days later. */
export const later = (day: string, days: number): string => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
