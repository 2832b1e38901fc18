/** Milliseconds of each of `runs` interleaved runs of both works, so that a drift of the machine meets both alike. */
export async function pair(
  runs: number,
  work: () => Promise<unknown>,
  peer: () => Promise<unknown>,
): Promise<{ readonly work: readonly number[]; readonly peer: readonly number[] }> {
  const times = { work: [] as number[], peer: [] as number[] };
  await peer();
  await work();
  for (let run = 0; run < runs; run += 1) {
    for (const [name, job] of [
      ['peer', peer],
      ['work', work],
    ] as const) {
      const begin = performance.now();
      await job();
      times[name].push(performance.now() - begin);
    }
  }
  return times;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** One printed line: what was measured, beside what, and whether the target stands. */
export interface Figure {
  readonly name: string;
  readonly peer: string;
  /** Median of ours and of the peer; milliseconds unless `unit` says otherwise. */
  readonly ours: number;
  readonly theirs: number;
  readonly unit?: string;
  /** Limit for ours − theirs (overhead) in the same unit. */
  readonly target?: number;
  /** Limit for ours itself in the same unit. */
  readonly limit?: number;
  /** Limit for ours ÷ theirs. */
  readonly times?: number;
  readonly note?: string;
}

export function line({ name, peer, ours, theirs, unit = 'ms', target, limit, times, note }: Figure): string {
  const ratio = (ours / theirs).toFixed(2);
  const over = ours - theirs;
  const verdict = target === undefined ? '' : `  overhead ${over.toFixed(2)} ${unit}, target ${target} ${unit}: ${over <= target ? 'met' : 'MISSED'}`;
  const held = limit === undefined ? '' : `  target ${limit} ${unit}: ${ours <= limit ? 'met' : 'MISSED'}`;
  const within = times === undefined ? '' : `  target ${times} ×: ${ours / theirs <= times ? 'met' : 'MISSED'}`;
  return `${name}: ${ratio} × ${peer} (${ours.toFixed(2)} / ${theirs.toFixed(2)} ${unit})${verdict}${held}${within}${note ? `  ${note}` : ''}`;
}
