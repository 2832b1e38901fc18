import { isDeepStrictEqual } from 'node:util';
import type { ReaderSnapshot, ReaderState } from '../reader.ts';
import { Feed } from './feed.ts';

const NO_READERS: ReaderSnapshot = { service: 'running', readers: [] };

/** A feed of snapshots that stays silent while nothing changes. */
export const snapshotFeed = (initial: ReaderSnapshot = NO_READERS): Feed<ReaderSnapshot> => new Feed(initial, isDeepStrictEqual);

export const readerOf = (snapshot: ReaderSnapshot, name: string): ReaderState | undefined => snapshot.readers.find((reader) => reader.name === name);
