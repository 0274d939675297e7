// The ten life events as the first question of a form, in JSON Forms with its plainest renderers.
import { JsonForms } from '@jsonforms/react';
import { vanillaCells, vanillaRenderers } from '@jsonforms/vanilla-renderers';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { question, titles } from '../titles.js';

const schema = { type: 'object', properties: { event: { type: 'string', title: question, enum: titles } } };
const uischema = { type: 'Control', scope: '#/properties/event', options: { format: 'radio' } };
createRoot(document.getElementById('form')).render(
  createElement(JsonForms, { schema, uischema, data: {}, renderers: vanillaRenderers, cells: vanillaCells }),
);
