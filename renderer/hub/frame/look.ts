import { useEffect, useState } from 'react';
import type { Language } from '../../words/translate.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'hpki-hub-look';

interface Look {
  readonly language: Language;
  readonly theme: Theme;
}

function kept(): Look {
  const otherwise: Look = { language: navigator.language.startsWith('en') ? 'en' : 'ja', theme: 'system' };
  try {
    const { language, theme } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Look>;
    return {
      language: language === 'ja' || language === 'en' ? language : otherwise.language,
      theme: THEMES.find((each) => each === theme) ?? otherwise.theme,
    };
  } catch {
    return otherwise;
  }
}

/** Language and look of this browser; nothing else is kept in it. */
export function useLook(): Look & { readonly change: (part: Partial<Look>) => void } {
  const [look, setLook] = useState(kept);
  useEffect(() => {
    document.documentElement.dataset['theme'] = look.theme;
    localStorage.setItem(KEY, JSON.stringify(look));
  }, [look]);
  return { ...look, change: (part) => setLook((known) => ({ ...known, ...part })) };
}
