package output

import "testing"

func TestWrapFillsParagraphsAndContinuesColumns(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"a paragraph", "one two\nthree four five six\n\nseven", "one two three four\nfive six\n\nseven"},
		{"lines with a blank before them", "  one\n  two three", "  one\n  two three"},
		{"columns", "  A    one two three four\n  B  five", "  A    one two three\n       four\n  B  five"},
		{"a command", "  linkwanctl joinperm list > a\nb", "  linkwanctl joinperm list > a\nb"},
		{"a long word", "a linkwanctl-joinperm-update b", "a\nlinkwanctl-joinperm-update\nb"},
		{"Han characters", "入网凭证的接收延迟，数据速率", "入网凭证的接收延迟，\n数据速率"},
		{"Han and ASCII characters", "设置接收延迟(RxDelay)，为 3 秒", "设置接收延迟\n(RxDelay)，为 3 秒"},
		{"Han characters over two lines", "入网\n凭证", "入网凭证"},
		{"nothing", "", ""},
	} {
		if got := Wrap(c.text, 20); got != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, c.want)
		}
	}
}

func TestPairsPutTheMeaningOfAWideTermOnTheNextLine(t *testing.T) {
	t.Parallel()
	got := Pairs([]Pair{{"-o, --output", "form of the result, as a word"}, {"--freq-band-plan-group-id", "the band"}, {"--q", ""}}, 30)
	want := `  -o, --output   form of the
                 result, as a
                 word
  --freq-band-plan-group-id
                 the band
  --q
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
