export default definePageConfig({ navigationBarTitleText: '外省码转换' });
