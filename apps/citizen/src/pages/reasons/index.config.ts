export default definePageConfig({ navigationBarTitleText: '颜色的原因' });
