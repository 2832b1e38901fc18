import { useCallback, useEffect, useMemo, useState } from 'react';
import { SoundPlayer } from './sound-player.ts';
import { soundOf } from './sounds.ts';

const MUTED_KEY = 'hpki-desk-reception-muted';

export type SoundState = 'on' | 'off' | 'locked';

export interface ReceptionSound {
  readonly state: SoundState;
  readonly toggle: () => void;
  readonly play: (told: Parameters<typeof soundOf>[0]) => void;
}

/** Sounds of reception: heard from the first key press on, unless they are switched off; that is remembered on this computer. */
export function useSound(): ReceptionSound {
  const player = useMemo(() => new SoundPlayer(), []);
  const [muted, setMuted] = useState(() => localStorage.getItem(MUTED_KEY) === 'yes');
  const [unlocked, setUnlocked] = useState(false);
  useEffect(() => {
    const unlock = () => void player.unlock().then(setUnlocked);
    for (const gesture of ['keydown', 'pointerdown']) window.addEventListener(gesture, unlock);
    unlock();
    return () => {
      for (const gesture of ['keydown', 'pointerdown']) window.removeEventListener(gesture, unlock);
      void player.close();
    };
  }, [player]);
  const toggle = useCallback(() => {
    setMuted((before) => {
      localStorage.setItem(MUTED_KEY, before ? 'no' : 'yes');
      return !before;
    });
  }, []);
  const play = useCallback<ReceptionSound['play']>(
    (told) => {
      const sound = soundOf(told);
      if (sound && !muted) player.play(sound);
    },
    [player, muted],
  );
  return { state: muted ? 'off' : unlocked ? 'on' : 'locked', toggle, play };
}
