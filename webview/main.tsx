import { render } from 'preact';
import { App } from './app.tsx';
import { connectLines } from './lines/state.ts';
import { connectStart } from './tabs/startPage.tsx';
import { connect } from './state.ts';
import { watchTheme } from './color/theme.ts';
import { connectAnswers } from './why/state.ts';
// In this order they make one style sheet: a later rule wins over an earlier one of the same weight.
import './styles/base.css';
import './styles/list.css';
import './styles/foldedRows.css';
import './styles/numbers.css';
import './styles/linesTab.css';
import './styles/traceTab.css';
import './styles/backwardTab.css';
import './styles/inputsTab.css';
import './styles/findingsTab.css';
import './styles/answer.css';
import './styles/startPage.css';
import './styles/narrow.css';
import './styles/query.css';

watchTheme();
render(<App />, document.getElementById('root')!);
connectLines();
connectAnswers();
connectStart();
connect();
