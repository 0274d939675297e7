// The ten life events as the first question of a form, in SurveyJS.
import { Model } from 'survey-core';
import 'survey-core/survey-core.min.css';
import { renderSurvey } from 'survey-js-ui';
import { question, titles } from '../titles.js';

const survey = new Model({
  elements: [{ type: 'radiogroup', name: 'event', title: question, choices: titles, isRequired: true }],
});
renderSurvey(survey, document.getElementById('form'));
