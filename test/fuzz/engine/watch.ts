import { openSync, readSync, writeSync } from 'node:fs';
import { MAX_INPUT } from './target.ts';

const HEADER = 12;

export interface Watched {
  /** Odd while an input is being worked on; changes with every one. */
  readonly sequence: number;
  readonly executions: number;
  readonly input: Buffer;
}

/** What the process under test is doing, written to a file where it can still be read when that process hangs or has died. */
export class Watch {
  readonly #file: number;
  readonly #state = Buffer.alloc(HEADER + MAX_INPUT);
  #sequence = 0;
  #executions = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  begin(input: Uint8Array): void {
    const kept = input.subarray(0, MAX_INPUT);
    this.#state.set(kept, HEADER);
    this.#write(kept.length, HEADER + kept.length);
  }

  end(): void {
    this.#executions += 1;
    this.#write(0, HEADER);
  }

  #write(length: number, bytes: number): void {
    this.#sequence += 1;
    for (const [index, value] of [this.#sequence, this.#executions, length].entries()) this.#state.writeUInt32LE(value >>> 0, index * 4);
    writeSync(this.#file, this.#state, 0, bytes, 0);
  }
}

/** What was written last to the file of a watch. */
export function readWatch(file: number): Watched {
  const state = Buffer.alloc(HEADER + MAX_INPUT);
  readSync(file, state, 0, state.length, 0);
  const [sequence, executions, length] = [0, 4, 8].map((offset) => state.readUInt32LE(offset)) as [number, number, number];
  return { sequence, executions, input: state.subarray(HEADER, HEADER + length) };
}
