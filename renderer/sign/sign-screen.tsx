import { useEffect, useRef } from 'react';
import type { ReaderView } from '../../main/api/schema/card.ts';
import { PickStage } from './pick-stage.tsx';
import { ReviewStage } from './review-stage.tsx';
import './sign-screen.css';
import type { Signing } from './use-signing.ts';

interface SignScreenProps {
  readonly signing: Signing;
  readonly reader: ReaderView | null;
  readonly onChoose: (reader: string) => void;
}

/** Elements that have a meaning of their own for Enter and Escape. */
const OWN_KEYS = 'button, a, input, select, textarea, [role="option"], [role="listbox"]';

/** Drop or pick, look, Enter. Escape steps back and leaves everything open. */
export function SignScreen({ signing, reader, onChoose }: SignScreenProps) {
  const latest = useRef(signing);
  latest.current = signing;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as Element;
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      if (event.key === 'Escape' && !target.closest('[role="listbox"]')) latest.current.back();
      if (event.key === 'Enter' && !target.closest(OWN_KEYS)) ENTER[latest.current.stage](latest.current);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return signing.stage === 'pick' ? <PickStage signing={signing} /> : <ReviewStage signing={signing} reader={reader} onChoose={onChoose} />;
}

const ENTER: Readonly<Record<Signing['stage'], (signing: Signing) => void>> = {
  pick: (signing) => signing.review(),
  review: (signing) => signing.start(),
  working: () => {},
  result: (signing) => signing.next(),
};
