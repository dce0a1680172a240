package i18n

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"time"

	"linkwanctl/internal/i18n/extract"
)

// chinese is a catalogue of these translations.
func chinese(translations map[string]string) *Catalogue {
	return &Catalogue{mo(extract.Compile("zh_CN", translations))}
}

func TestATextIsEnglishUntilACatalogueSaysIt(t *testing.T) {
	t.Parallel()
	zh := chinese(map[string]string{
		"Link WAN refused the %s of %d: %s": "%[3]s: Link WAN 拒绝了 %[2]d 个%[1]s", "update": "更新", "read %s: %w": "读取 %s: %w",
		"not found": "未找到", ", ": "、", "100%%": "百分之百", "hit 5% of rows": "命中百分之五",
	})
	missing := Errorf("not found")
	for _, c := range []struct {
		text             Text
		english, chinese string
	}{
		{T("Link WAN refused the %s of %d: %s", Word("update"), 3, missing), "Link WAN refused the update of 3: not found", "未找到: Link WAN 拒绝了 3 个更新"},
		{Of(Errorf("read %s: %w", "a.yaml", missing)), "read a.yaml: not found", "读取 a.yaml: 未找到"},
		{Of(Errorf("read %s: %w", "a.yaml", &fs.PathError{Op: "open", Path: "b", Err: missing})), "read a.yaml: open b: not found", "读取 a.yaml: open b: 未找到"},
		{Of(Errorf("read %s: %w", "a.yaml", fs.ErrExist)), "read a.yaml: file already exists", "读取 a.yaml: file already exists"},
		{T("%s, which nobody translated", Word("update")), "update, which nobody translated", "更新, which nobody translated"},
		{Join(", ", Word("update"), Raw("update"), Text{}), "update, update, ", "更新、update、"},
		{T("100%%"), "100%", "百分之百"},
		{Word("hit 5% of rows"), "hit 5% of rows", "命中百分之五"},
		{Raw("update"), "update", "update"},
		{Of(errors.New("update")), "update", "update"},
		{Of(nil), "", ""},
		{Text{}, "", ""},
	} {
		if got := c.text.String(); got != c.english {
			t.Errorf("English: got %q, want %q", got, c.english)
		}
		if got := (*Catalogue)(nil).Say(c.text); got != c.english {
			t.Errorf("no catalogue: got %q, want %q", got, c.english)
		}
		if got := zh.Say(c.text); got != c.chinese {
			t.Errorf("Chinese: got %q, want %q", got, c.chinese)
		}
	}
}

// Chinese has a blank beside Latin and beside a user's name, and none within Han.
func TestHanMeetsHanWithoutABlank(t *testing.T) {
	t.Parallel()
	zh := chinese(map[string]string{
		"delete %s in %s?": "删除 %[2]s 中的 %[1]s？", "the sandbox": "沙箱", "region %s": "地域 %s", "%s (%s)": "%s (%s)", ", ": "、", "%s failed: %s": "%s 失败：%s", "disabled": "禁用", "edit %s": "编辑 %s", "%s (%s) in %s": "%[3]s 中的 %[1]s (%[2]s)",
	})
	name := T("%s (%s)", "凭证1", "123")
	for _, c := range []struct {
		text Text
		want string
	}{
		{T("delete %s in %s?", name, Word("the sandbox")), "删除沙箱中的 凭证1 (123)？"},
		{T("delete %s in %s?", name, T("region %s", "cn-shanghai")), "删除地域 cn-shanghai 中的 凭证1 (123)？"},
		{T("delete %s in %s?", name, Raw("cn-shanghai")), "删除 cn-shanghai 中的 凭证1 (123)？"},
		{T("delete %s in %s?", "凭证1", Raw("华东")), "删除 华东 中的 凭证1？"},
		{T("edit %s", T("%s (%s) in %s", "凭证1", "123", Word("the sandbox"))), "编辑沙箱中的 凭证1 (123)"},
		{T("edit %s", T("%s (%s) in %s", "凭证1", "123", "cn-shanghai")), "编辑 cn-shanghai 中的 凭证1 (123)"},
		{T("delete %s in %s?", name, Join(", ", Word("the sandbox"), Word("disabled"))), "删除沙箱、禁用中的 凭证1 (123)？"},
		{T("%s failed: %s", Word("disabled"), T("%s failed: %s", Raw("get"), Word("disabled"))), "禁用失败：get 失败：禁用"},
	} {
		if got := zh.Say(c.text); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestAnErrorWithATextIsStillTheErrorThatItWraps(t *testing.T) {
	t.Parallel()
	err := Errorf("read %s: %w", "a", Errorf("open: %w", fs.ErrNotExist))
	if !errors.Is(err, fs.ErrNotExist) || err.Error() != "read a: open: file does not exist" {
		t.Errorf("got %v", err)
	}
}

// What masks secrets must reach the arguments too: the translation is made of them.
func TestMaskedTextsHaveNoSecretInAnyLanguage(t *testing.T) {
	t.Parallel()
	mask := func(s string) string {
		if s == "s3" || s == "saw s3" || s == "saw s3: saw s3" {
			return "***"
		}
		return s
	}
	type name string
	zh := chinese(map[string]string{"saw %s": "看到 %s", "%s: %s": "%s: %s", "%d of %s, %v, %s": "%d %s %v %s"})
	text := T("%s: %s", T("saw %s", "s3"), Errorf("saw %s", "s3")).Mapped(mask)
	if text.String() != "***" || zh.Say(text) != "看到 ***: 看到 ***" {
		t.Errorf("got %q and %q", text, zh.Say(text))
	}
	text = T("%d of %s, %v, %s", 3, name("s3"), &struct{ a name }{"s3"}, time.Second).Mapped(func(s string) string { return strings.ReplaceAll(s, "s3", "***") })
	if text.String() != "3 of ***, &{***}, 1s" || zh.Say(text) != "3 *** &{***} 1s" {
		t.Errorf("got %q and %q", text, zh.Say(text))
	}
}

func TestHelpIsTranslatedParagraphByParagraph(t *testing.T) {
	t.Parallel()
	zh := chinese(map[string]string{"Show it.\nAll of it.": "全部显示。", "The end.": "完。"})
	const long = "Show it.\nAll of it.\n\n  linkwanctl show\n\nThe end.\n"
	if got, want := zh.Paragraphs(long), "全部显示。\n\n  linkwanctl show\n\n完。\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := (*Catalogue)(nil).Paragraphs(long); got != long {
		t.Errorf("English: got %q", got)
	}
}

func TestTheCatalogueOfTheProgramIsReadWhereItLies(t *testing.T) {
	t.Parallel()
	if got := In(Chinese).Exact("hint:"); got != "提示:" {
		t.Errorf("got %q", got)
	}
	for _, key := range []string{"", "\x00", "zzz", "not a message of the program"} {
		if got := In(Chinese).Exact(key); got != key {
			t.Errorf("%q became %q", key, got)
		}
	}
	if In(English) != nil || In("fr") != nil {
		t.Error("a language without a catalogue has one")
	}
}

func TestTheFirstVariableOfTheLocaleThatIsSetDecides(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ all, messages, lang, want string }{
		{"", "", "zh_CN.UTF-8", Chinese}, {"", "", "zh", Chinese}, {"", "", "zh_TW.utf8", Chinese}, {"", "", "zh_TW.Big5", English}, {"zh_CN.GB18030", "", "", English}, {"zh.GBK", "", "zh_CN.UTF-8", English}, {"", "zh_HK.UTF-8@x", "", Chinese}, {"", "", "zh-Hans-CN", Chinese}, {"", "", "ZH_cn", Chinese},
		{"C", "", "zh_CN.UTF-8", English}, {"", "POSIX", "zh_CN.UTF-8", English}, {"zh_CN", "C", "en_US.UTF-8", Chinese}, {"", "zh_CN@pinyin", "C", Chinese},
		{"", "", "", English}, {"", "", "C.UTF-8", English}, {"", "", "en_US.UTF-8", English}, {"", "", "zhx_CN", English}, {"", "", "_zh", Chinese}, {"", "", ".", English},
	} {
		environment := map[string]string{"LC_ALL": c.all, "LC_MESSAGES": c.messages, "LANG": c.lang}
		if got := OfLocale(func(name string) string { return environment[name] }); got != c.want {
			t.Errorf("%v: got %s, want %s", environment, got, c.want)
		}
	}
}

func BenchmarkSayInChinese(b *testing.B) {
	zh := In(Chinese)
	text := T("%d values were refused; nothing was sent", 3)
	for b.Loop() {
		_ = zh.Say(text)
	}
}
