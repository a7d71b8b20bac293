export default definePageConfig({ navigationBarTitleText: '全家转码进展' });
