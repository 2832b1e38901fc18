/** Longest name of a station, in UTF-16 code units, as on the screens. */
export const NAME_LENGTH = 60;

const CONTROLS = /\p{Cc}+/gu;

/** A name as stations tell it to each other: no control characters, not longer than `NAME_LENGTH`, and never empty. */
export function stationName(name: string): string {
  return name.replaceAll(CONTROLS, ' ').trim().slice(0, NAME_LENGTH).toWellFormed().trim() || '-';
}
