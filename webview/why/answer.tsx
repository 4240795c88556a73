import { answer } from './state.ts';
import { Finding } from './finding.tsx';

interface AnswerProps {
  /** Where it stands: under a row of the trace, a line, or, of neither, among the findings. */
  readonly row?: number;
  readonly line?: number;
}

/** The answer to the last question, where it belongs here. */
export function Answer({ row = -1, line = 0 }: AnswerProps) {
  const said = answer.value;
  if (!said || said.row !== row || said.line !== line) return null;
  const { question, sentence, finding } = said;
  return (
    <section class="answer" aria-live="polite" aria-label={question || 'Answer'}>
      <h2>{question || 'Answer'}</h2>
      <p class="sentence">{sentence}</p>
      {finding && <Finding {...finding} number={-1} isSaid />}
    </section>
  );
}
