import { Label, ProgressBar } from 'react-aria-components';
import './progress.css';

interface ProgressProps {
  readonly label: string;
  /** Part done, from 0 to 1; `null` while it is not known. */
  readonly done: number | null;
  /** Count, rate and time left, in words. */
  readonly words?: string;
}

export function Progress({ label, done, words }: ProgressProps) {
  return (
    <ProgressBar className="progress" value={(done ?? 0) * 100} isIndeterminate={done === null} {...(words ? { valueLabel: words } : {})}>
      <div className="progress-words">
        <Label>{label}</Label>
        {words && <span>{words}</span>}
      </div>
      <svg className="progress-track" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect className={done === null ? 'progress-moving' : 'progress-done'} width={done === null ? 30 : done * 100} height="1" />
      </svg>
    </ProgressBar>
  );
}
