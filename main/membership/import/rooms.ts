import type { SeminarPlan } from '../../api/schema/training.ts';

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s/g, '');
const BETWEEN_ROOMS = /[、,;/／\n]+/;

/** Rooms of a seminar by what a list calls them. */
export interface RoomNames {
  /** Ids of the rooms in a cell, `null` where one of them is none of the seminar's; none for an empty cell. */
  read(cell: string): readonly string[] | null;
}

/** @param rooms of the plan; a name that itself has a comma in it is read as one */
export function roomNames(rooms: SeminarPlan['rooms']): RoomNames {
  const ids = new Map(rooms.flatMap(({ id, name }) => [[plain(id), id] as const, [plain(name), id] as const]));
  return {
    read(cell) {
      const whole = ids.get(plain(cell));
      if (whole !== undefined) return [whole];
      const found = cell
        .split(BETWEEN_ROOMS)
        .filter((name) => name.trim() !== '')
        .map((name) => ids.get(plain(name)));
      return found.some((id) => id === undefined) ? null : [...new Set(found as string[])];
    },
  };
}
