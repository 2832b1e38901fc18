import { Banner } from '../design/banner.tsx';
import { knownKey } from '../words/translate.ts';
import { useWords } from '../words/words.tsx';

/** What to know of a document before signing it. */
export function Cautions({ cautions }: { readonly cautions: readonly string[] }) {
  const { t } = useWords();
  if (cautions.length === 0) return null;
  return (
    <Banner status="warning" heading={t('sign.caution.title')}>
      <ul className="cautions">
        {cautions.map((caution) => {
          const key = knownKey(`sign.caution.${caution}`);
          return <li key={caution}>{key ? t(key) : t('sign.caution.other', { text: caution })}</li>;
        })}
      </ul>
    </Banner>
  );
}
