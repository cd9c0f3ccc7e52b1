import DefaultTheme from 'vitepress/theme';
import { h } from 'vue';
import LandingPage from './LandingPage.vue';
import RuleIndex from './RuleIndex.vue';
import SiteFooter from './SiteFooter.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  Layout: () =>
    h(DefaultTheme.Layout, null, {
      'layout-bottom': () => h(SiteFooter),
    }),
  enhanceApp({ app }) {
    app.component('LandingPage', LandingPage);
    app.component('RuleIndex', RuleIndex);
  },
};
