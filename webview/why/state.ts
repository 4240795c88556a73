import { signal } from '@preact/signals';
import type { AnswerView, AskView } from '../../src/shared/panel/findingViews.ts';
import * as contract from '../../src/shared/panel/protocol.ts';
import { host } from '../connection.ts';

/** The answer to the last question; null until there is one of the run that is shown. */
export const answer = signal<AnswerView | null>(null);

/** Listens to answers. */
export function connectAnswers(): void {
  host.onNotification(contract.answerNotification, (said) => {
    answer.value = said.answer;
  });
}

/** Asks why a number is what it is. */
export function ask(about: AskView): void {
  void host.sendNotification(contract.askNotification, about);
}
