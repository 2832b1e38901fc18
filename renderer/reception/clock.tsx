import { useEffect, useState } from 'react';
import { timeOfDay } from '../words/dates.ts';
import { useWords } from '../words/words.tsx';
import './clock.css';

const SECOND = 1000;

/** The clock of this desk, which is the one that records. */
export function Clock() {
  const { t, language } = useWords();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(
        () => {
          setNow(new Date());
          wait();
        },
        SECOND - (Date.now() % SECOND),
      );
    };
    wait();
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className="hall-clock">
      <span className="unseen">{t('reception.clock.label')}</span>
      <time dateTime={now.toISOString()}>{timeOfDay(now, language, { seconds: true })}</time>
    </p>
  );
}
