import { render } from 'preact';
import { App } from './app.tsx';
import './panel.css';
import { connect } from './state.ts';
import { watchTheme } from './theme.ts';

watchTheme();
render(<App />, document.getElementById('root')!);
connect();
