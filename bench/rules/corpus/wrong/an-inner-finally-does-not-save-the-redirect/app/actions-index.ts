export { requestExport } from './exports/actions';
