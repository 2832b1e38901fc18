import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ApplicationInfo, Settings } from '../../main/api/schema/application.ts';
import type { CardsView } from '../../main/api/schema/card.ts';
import type { Failure } from '../../main/api/schema/common.ts';
import type { Desk } from './desk.ts';
import { failureOf } from './failure.ts';
import { follow } from './follow.ts';

/** What every screen may need: the program, what it is set to, and the cards as they are now. */
export interface DeskState {
  readonly desk: Desk;
  /** `null` until the program has answered. */
  readonly info: ApplicationInfo | null;
  readonly settings: Settings | null;
  readonly cards: CardsView | null;
  /** Why the program does not answer; `null` while it does. */
  readonly loss: Failure | null;
  readonly setInfo: (info: ApplicationInfo) => void;
  readonly change: (part: Partial<Settings>) => Promise<void>;
}

const DeskContext = createContext<DeskState | null>(null);

interface DeskProviderProps {
  readonly desk: Desk;
  /** Settings that were known before the first picture; `null` where the program had not answered. */
  readonly firstSettings: Settings | null;
  readonly children: ReactNode;
}

export function DeskProvider({ desk, firstSettings, children }: DeskProviderProps) {
  const [info, setInfo] = useState<ApplicationInfo | null>(null);
  const [settings, setSettings] = useState<Settings | null>(firstSettings);
  const [cards, setCards] = useState<CardsView | null>(null);
  const [loss, setLoss] = useState<Failure | null>(null);

  useEffect(() => {
    const stop = new AbortController();
    const open = async (signal: AbortSignal) => {
      const [knownInfo, knownSettings] = await Promise.all([desk.application.info(), desk.application.settings()]);
      setInfo(knownInfo);
      setSettings(knownSettings);
      return desk.cards.watch(undefined, { signal });
    };
    const onValue = (view: CardsView) => {
      setCards(view);
      setLoss(null);
    };
    follow({ open, onValue, onLoss: (error) => setLoss(failureOf(error)) }, stop.signal);
    return () => stop.abort();
  }, [desk]);

  const change = useCallback(async (part: Partial<Settings>) => setSettings(await desk.application.change(part)), [desk]);
  const state = useMemo(() => ({ desk, info, settings, cards, loss, setInfo, change }), [desk, info, settings, cards, loss, change]);
  return <DeskContext value={state}>{children}</DeskContext>;
}

export function useDesk(): DeskState {
  const state = useContext(DeskContext);
  if (!state) throw new Error('useDesk needs a DeskProvider');
  return state;
}
