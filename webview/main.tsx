import { render } from 'preact';
import { App } from './app.tsx';
import { connectLines } from './lines/state.ts';
import { connect } from './state.ts';
import { watchTheme } from './theme.ts';
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

watchTheme();
render(<App />, document.getElementById('root')!);
connectLines();
connect();
