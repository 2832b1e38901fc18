import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo } from 'react';
import { I18nProvider } from 'react-aria-components';
import { type Language, type Translate, translate } from './translate.ts';

interface Words {
  readonly language: Language;
  readonly t: Translate;
}

const WordsContext = createContext<Words>({ language: 'ja', t: translate('ja') });

/** The language of everything beneath; a change redraws at once. */
export function WordsProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const words = useMemo(() => ({ language, t: translate(language) }), [language]);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <I18nProvider locale={language === 'ja' ? 'ja-JP' : 'en-GB'}>
      <WordsContext value={words}>{children}</WordsContext>
    </I18nProvider>
  );
}

export function useWords(): Words {
  return useContext(WordsContext);
}
