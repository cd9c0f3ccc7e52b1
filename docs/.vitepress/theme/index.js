import DefaultTheme from 'vitepress/theme';
import { h } from 'vue';
import ReportPicture from './ReportPicture.vue';
import RuleIndex from './RuleIndex.vue';
import SiteFooter from './SiteFooter.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  Layout: () =>
    h(DefaultTheme.Layout, null, {
      'home-features-after': () => h(ReportPicture),
      'layout-bottom': () => h(SiteFooter),
    }),
  enhanceApp({ app }) {
    app.component('RuleIndex', RuleIndex);
  },
};
