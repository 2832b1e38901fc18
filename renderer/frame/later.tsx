import { type ComponentType, type FunctionComponent, lazy, useState } from 'react';
import { growingPauses, pause } from '../client/pause.ts';
import type { Place } from './routes.ts';

/** A screen whose code is a file of its own. */
export interface Later<P> extends FunctionComponent<P> {
  /** Where it is shown. */
  readonly place: Place;
  /** Fetches its file, once. */
  load(): Promise<unknown>;
}

/** Asks for the file until it is here: while the program is away nobody should have to open the page again. */
async function fetched<T>(file: () => Promise<T>): Promise<T> {
  for (const wait of growingPauses()) {
    const come = await file().catch(() => null);
    if (come !== null) return come;
    await pause(wait);
  }
  throw new Error('unreachable');
}

/**
 * React shows what a boundary waited for a third of a second after its fallback at the earliest; what is here already needs no boundary. Which of the two it
 * was stays as it is for as long as the screen is shown: another component would lose what it holds.
 */
function Shown<P extends object>({ choose, props }: { readonly choose: () => ComponentType<P>; readonly props: P }) {
  const [Screen] = useState(choose);
  return <Screen {...props} />;
}

/** A screen that comes when it is first shown or, so that it opens without a pause, by `load` before. */
export function later<P extends object>(place: Place, file: () => Promise<ComponentType<P>>): Later<P> {
  let here: ComponentType<P> | null = null;
  let coming: Promise<ComponentType<P>> | null = null;
  const load = () => {
    coming ??= fetched(file).then((screen) => {
      here = screen;
      return screen;
    });
    return coming;
  };
  const Coming = lazy(async () => ({ default: await load() })) as unknown as ComponentType<P>;
  const choose = () => here ?? Coming;
  return Object.assign((props: P) => <Shown choose={choose} props={props} />, { place, load });
}
