export default definePageConfig({ navigationBarTitleText: '谁对我作了认定' });
